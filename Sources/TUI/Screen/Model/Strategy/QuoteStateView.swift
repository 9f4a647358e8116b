/// What has become of one quote of the trader book.
public enum QuoteStateView: Sendable, Hashable, CaseIterable {
    /// It is shown only: nothing of it has met the market.
    case fake
    /// It was matched: child orders of it are at the venues.
    case live
    /// It is kept from being matched while the execution is held.
    case held
    /// What became of a child order of it is not known.
    case unknown
}
