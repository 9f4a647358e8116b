import Books

/// Words of a venue, made fit for a log: printable ASCII, and not for ever.
enum WireText {
    private static let limit = 200

    /// At most 200 characters; what is not printable ASCII becomes a question mark.
    static func clean(_ text: String) -> String {
        String(
            decoding: text.utf8.prefix(limit).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
            as: UTF8.self
        )
    }

    /// Whether `part` stands in `text`.
    static func contains(_ text: String, _ part: String) -> Bool {
        let (whole, wanted) = (Array(text.utf8), Array(part.utf8))
        guard wanted.count <= whole.count else { return false }
        return (0...(whole.count - wanted.count)).contains { whole[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}

extension OrderSide {
    /// The side that a venue calls `buy` or `sell`, in small or in capital letters.
    init?(word: String?) {
        switch word {
        case "BUY", "buy": self = .buy
        case "SELL", "sell": self = .sell
        default: return nil
        }
    }
}
