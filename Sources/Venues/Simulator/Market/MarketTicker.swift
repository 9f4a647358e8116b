/// The best levels after one change of the book.
public struct MarketTicker: Sendable, Equatable {
    /// The identifier of the change.
    public var identifier: Int64
    /// The best bid.
    public var bid: BookLevel
    /// The best ask.
    public var ask: BookLevel

    /// The best levels after the change `identifier`.
    public init(identifier: Int64, bid: BookLevel, ask: BookLevel) {
        self.identifier = identifier
        self.bid = bid
        self.ask = ask
    }
}
