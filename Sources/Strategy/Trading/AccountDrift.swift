/// By how much a venue's balances are above what the fills make them, in the ledger's units.
public struct AccountDrift: Sendable, Hashable {
    /// Of the base asset.
    public let base: Int128
    /// Of the quote asset.
    public let quote: Int128

    /// Whether there is none.
    var isNone: Bool { base == 0 && quote == 0 }
}
