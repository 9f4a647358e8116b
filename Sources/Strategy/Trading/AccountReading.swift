public import Books

/// What came of reading a venue's account: for the journal and the person.
public struct AccountReading: Sendable, Hashable {
    /// Whose account.
    public let venue: VenueID
    /// When it was asked for.
    public let askedAt: MonotonicTime
    /// From when on the venue's trades were read.
    public let tradesSince: WallTime
    /// How many orders of ours stood there.
    public let openOrders: Int
    /// Orders with our tag that were not known.
    public let orphans: [ClientOrderID]
    /// How many orders there are not ours.
    public let foreignOrders: Int
    /// How the balances differ from what the fills make them; nil where they do not, or cannot be compared now.
    public let drift: AccountDrift?
    /// Whether the balances could be compared now, and are what the fills make them.
    public let agrees: Bool
    /// What the account held before our fills, by this reading or an earlier one; nil while that is not known.
    public let opening: AccountOpening?
    /// Whether it is the first reading since the connection came up.
    public let isFirst: Bool
}
