public import Books

/// Where each part of what a match was to execute is: the parts always add up to the whole.
public struct ParentAccount: Sendable, Hashable {
    /// What the match was for.
    public var requested = Quantity.zero
    /// What has traded.
    public var filled = Quantity.zero
    /// What children that have not ended may still trade.
    public var working = Quantity.zero
    /// What children that ended, or never were, left over.
    public var cancelled = Quantity.zero
    /// What venues or our own gate refused.
    public var rejected = Quantity.zero
    /// What may have traded, and nobody knows.
    public var unknown = Quantity.zero
    /// What found no place at any venue.
    public var unallocated = Quantity.zero
    /// What has traded or may trade beyond the whole: a venue that fills what it had called cancelled, or more than was ordered.
    ///
    /// Booked, and not part of the sum.
    public var surplus = Quantity.zero

    /// Nothing to execute.
    public init() {}

    /// Whether the parts are the whole.
    public var isBalanced: Bool {
        let parts = [filled, working, cancelled, rejected, unknown, unallocated]
        return parts.allSatisfy { $0.units >= 0 }
            && parts.reduce(Int128(0)) { $0 + Int128($1.units) } == Int128(requested.units)
    }
}
