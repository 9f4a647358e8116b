public import Books
public import Strategy

/// The outcome of comparing a venue's account with what we know.
public struct Reconciliation: Sendable, Hashable {
    /// Whose account.
    public let venue: VenueID
    /// From when on the venue's trades were read; nil if they were not, or if the balances do not confirm them.
    public let tradesSince: WallTime?
    /// When the venue was first asked.
    public let askedAt: WallTime
    /// How many of our orders stood there.
    public let openOrders: Int
    /// Orders with a name of ours that were not known.
    public let orphans: [ClientOrderID]
    /// How many orders there are not ours.
    public let foreignOrders: Int
    /// What does not agree, asset by asset; nothing where all does.
    public let differences: [Difference]
    /// What the account held before anything that the journal knows of, in the ledger's units; nil if that is not known.
    public let opening: AccountOpening?
    /// Whether a person has accepted the differences.
    public let isAccepted: Bool

    /// An asset of which the venue holds something else than our ledger says, in 10^-12 of it.
    public struct Difference: Sendable, Hashable {
        /// The asset.
        public let asset: String
        /// What the ledger says.
        public let expected: Int128
        /// What the venue says.
        public let found: Int128

        /// A difference of an asset.
        public init(asset: String, expected: Int128, found: Int128) {
            self.asset = asset
            self.expected = expected
            self.found = found
        }
    }

    /// An outcome with all its parts.
    public init(
        venue: VenueID,
        tradesSince: WallTime?,
        askedAt: WallTime,
        openOrders: Int,
        orphans: [ClientOrderID] = [],
        foreignOrders: Int = 0,
        differences: [Difference] = [],
        opening: AccountOpening? = nil,
        isAccepted: Bool = false
    ) {
        self.venue = venue
        self.tradesSince = tradesSince
        self.askedAt = askedAt
        self.openOrders = openOrders
        self.orphans = orphans
        self.foreignOrders = foreignOrders
        self.differences = differences
        self.opening = opening
        self.isAccepted = isAccepted
    }

    /// Whether the venue's books are ours.
    public var agrees: Bool { differences.isEmpty || isAccepted }
}
