public import Books
public import Strategy

/// Position, cash and fees at a moment, so that reading back need not begin at the first fill.
public struct LedgerCheckpoint: Sendable, Hashable {
    /// What was moved at each venue, by slot.
    public let accounts: [VenueAccount]
    /// The position over all venues and what it earned.
    public let holding: Holding
    /// The hash of the whole state that goes with it, in hexadecimal digits; empty where none was made.
    public let stateHash: String

    /// A checkpoint with all its parts.
    public init(accounts: [VenueAccount], holding: Holding, stateHash: String = "") {
        self.accounts = accounts
        self.holding = holding
        self.stateHash = stateHash
    }

    /// The checkpoint of a ledger.
    public init(_ ledger: Ledger, stateHash: String = "") {
        self.init(accounts: ledger.accounts, holding: ledger.holding, stateHash: stateHash)
    }

    /// The ledger at that moment.
    public func ledger(_ instrument: Instrument) -> Ledger {
        Ledger(instrument, accounts: accounts, holding: holding)
    }
}
