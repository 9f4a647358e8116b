/// Where our imagined clients put their orders.
public enum QuotingProfile: String, Sendable, Hashable, CaseIterable {
    /// At or behind the market's own best prices: they trade when the market moves into them.
    case passive
    /// One tick before the market's best prices where fees and edge leave room for it.
    case improving
    /// As ``passive``, and a share of them comes across the spread to trade at once.
    case taking
}
