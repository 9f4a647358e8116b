import Venues

/// Kraken's book kept in the literal texts of its messages, with the checksum by the letter of the guide.
struct PlainKrakenBook {
    /// A level's price and quantity as they were written.
    struct Level: Equatable {
        let price: String
        let quantity: String
    }

    let depth: Int
    /// Best first.
    private(set) var bids: [Level] = []
    /// Best first.
    private(set) var asks: [Level] = []

    init(depth: Int) {
        self.depth = depth
    }

    /// Applies the message that `tree` is, if it is one of the `book` channel.
    mutating func apply(_ tree: JSONValue, symbol: String) {
        guard let entry = tree["data"]?.array?.last(where: { $0["symbol"]?.string == symbol }) else { return }
        if tree["type"]?.string == "snapshot" { (bids, asks) = ([], []) }
        for level in entry["bids"]?.array ?? [] { Self.set(level, in: &bids) { $0 > $1 } }
        for level in entry["asks"]?.array ?? [] { Self.set(level, in: &asks) { $0 < $1 } }
        bids = Array(bids.prefix(depth))
        asks = Array(asks.prefix(depth))
    }

    private static func set(_ level: JSONValue, in side: inout [Level], _ precedes: (Double, Double) -> Bool) {
        guard let price = level["price"]?.decimalText, let quantity = level["qty"]?.decimalText,
            let value = Double(price)
        else { return }
        side.removeAll { Double($0.price) == value }
        guard Double(quantity) != 0 else { return }
        side.append(Level(price: price, quantity: quantity))
        side.sort { precedes(Double($0.price) ?? 0, Double($1.price) ?? 0) }
    }

    /// The text that the checksum is over: points and leading zeros removed, ten asks and then ten bids.
    var checksumInput: String {
        (asks.prefix(10) + bids.prefix(10)).map { Self.digits($0.price) + Self.digits($0.quantity) }.joined()
    }

    private static func digits(_ text: String) -> String {
        String(text.filter { $0 != "." }.drop { $0 == "0" })
    }

    /// The checksum, bit by bit.
    var checksum: UInt32 {
        var remainder = ~UInt32(0)
        for byte in checksumInput.utf8 {
            for bit in 0..<8 {
                let carry = (remainder & 1) ^ UInt32(byte >> bit & 1)
                remainder = remainder >> 1 ^ (carry == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return ~remainder
    }
}
