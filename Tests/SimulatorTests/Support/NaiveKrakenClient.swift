import Books
import Venues

@testable import Simulator

/// A client that follows Kraken's guide to its book: apply the whole message, cut, compute the checksum, compare.
struct NaiveKrakenClient {
    private(set) var book: NaiveBook
    private(set) var updates = 0
    private let depth: Int
    private let instrument: ExchangeInstrument

    init(_ instrument: ExchangeInstrument, depth: Int) {
        self.instrument = instrument
        self.depth = depth
        book = NaiveBook(instrument)
    }

    /// Why the client would subscribe again.
    enum Fault: Error {
        /// A message without a member that it must have.
        case shape(String)
        /// The checksum of the message is not that of the book.
        case checksum(message: UInt64, book: UInt64)
    }

    /// A book message came.
    mutating func receive(_ text: String) throws {
        let message = try JSONValue(text: text)
        guard let data = message["data"]?.array?.first, let type = message["type"]?.string else {
            throw Fault.shape(text)
        }
        if type == "snapshot" { book = NaiveBook(instrument) } else { updates += 1 }
        try apply(data["bids"], .bid)
        try apply(data["asks"], .ask)
        book.cut(to: depth)
        guard case .number(let digits) = data["checksum"], let checksum = UInt64(digits) else {
            throw Fault.shape("checksum")
        }
        let own = UInt64(checksumOfBook())
        guard own == checksum else { throw Fault.checksum(message: checksum, book: own) }
    }

    private mutating func apply(_ levels: JSONValue?, _ side: Side) throws {
        guard let levels = levels?.array else { throw Fault.shape("levels") }
        for level in levels {
            guard case .number(let price) = level["price"], case .number(let quantity) = level["qty"] else {
                throw Fault.shape("level")
            }
            try book.apply(side, price: price, quantity: quantity)
        }
    }

    /// The checksum as the guide words it, over the texts as they came, bit by bit.
    private func checksumOfBook() -> UInt32 {
        var state: UInt32 = 0xFFFF_FFFF
        for entry in book.entries(.ask).prefix(10) + book.entries(.bid).prefix(10) {
            for text in [entry.price, entry.quantity] {
                for byte in text.utf8.filter({ $0 != UInt8(ascii: ".") }).drop(while: { $0 == UInt8(ascii: "0") }) {
                    state ^= UInt32(byte)
                    for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
                }
            }
        }
        return ~state
    }
}
