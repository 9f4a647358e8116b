/// What an exchange's own books say at the end of a replay of the account that our orders traded with.
public struct ReplayAccount: Sendable, Equatable {
    /// How many orders it accepted.
    public let orders: Int
    /// How many of them stand.
    public let open: Int
    /// How many trades there were.
    public let fills: Int
    /// By how much what is held of the base asset changed since the beginning, as a plain decimal.
    public let base: String
    /// By how much what is held of the quote asset changed, likewise.
    public let quote: String
    /// Every order and every trade, a line each: what is hashed.
    public let lines: [String]

    /// An account with all its facts.
    public init(orders: Int, open: Int, fills: Int, base: String, quote: String, lines: [String]) {
        self.orders = orders
        self.open = open
        self.fills = fills
        self.base = base
        self.quote = quote
        self.lines = lines
    }
}
