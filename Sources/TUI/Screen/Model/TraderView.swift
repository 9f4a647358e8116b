/// The trader book: the orders of our imagined clients.
public struct TraderView: Sendable, Equatable {
    /// What the strategy does, in a few words: `strategy off`.
    public var status: String
    /// The five quotes nearest to the market on each side.
    public var ladder: LadderView

    /// A trader book.
    public init(status: String = "strategy off", ladder: LadderView = LadderView()) {
        self.status = status
        self.ladder = ladder
    }
}
