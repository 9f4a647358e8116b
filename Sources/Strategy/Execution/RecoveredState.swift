public import Books

/// What a restart knows of what the console did before: from a journal.
public struct RecoveredState: Sendable {
    /// Orders that were not settled.
    public var orders: [RecoveredOrder]
    /// What all fills have moved.
    public var ledger: Ledger
    /// What each venue's account held before all of them, by slot, where that is known.
    public var openings: [AccountOpening?]
    /// From when on the venues' trades have to be read; nil of a journal without trades.
    public var readSince: WallTime?
    /// Which orders were let go to each venue, by slot; a venue beyond the end was open.
    public var gates: [VenueGateMode]

    /// A state with all its parts.
    public init(
        orders: [RecoveredOrder],
        ledger: Ledger,
        openings: [AccountOpening?],
        readSince: WallTime?,
        gates: [VenueGateMode] = []
    ) {
        self.orders = orders
        self.ledger = ledger
        self.openings = openings
        self.readSince = readSince
        self.gates = gates
    }
}
