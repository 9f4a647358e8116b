/// What an account held before anything that we know of was filled: in the ledger's units.
///
/// `opening + fills = balance`, to the last digit, or something traded that we do not know of.
public struct AccountOpening: Sendable, Hashable {
    /// The base asset.
    public internal(set) var base: Int128
    /// The quote asset.
    public internal(set) var quote: Int128

    /// An opening with both its parts.
    public init(base: Int128, quote: Int128) {
        self.base = base
        self.quote = quote
    }
}
