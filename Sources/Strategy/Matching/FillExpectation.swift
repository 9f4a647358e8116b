internal import Books

/// How much of what we see at a venue we usually get: the share that the router counts on there.
///
/// The mean of a Beta distribution that begins at 8 to 1 and to which each child adds what it filled of what it was
/// expected to; what is old counts half after 50 children. In millionths, without floating point.
public struct FillExpectation: Sendable, Hashable {
    /// The sum of the filled shares, and of the rest, each weighted by age.
    private var filled: Int64 = 0
    private var missed: Int64 = 0

    private static let one: Int64 = 1_000_000
    /// 2^(-1/50) in millionths.
    private static let decay: Int64 = 986_233

    /// What is assumed before the first child.
    public init() {}

    /// Notes that a child got `filled` of the `expected` that it was sent for.
    public mutating func note(filled: Int64, of expected: Int64) {
        guard expected > 0 else { return }
        let got = min(max(filled, 0), expected)
        let share = Rounding.down.quotient(Int128(got) * Int128(Self.one), Int128(expected)) ?? 0
        // The sums stay below one / (1 - decay), 73 children.
        self.filled = self.filled * Self.decay / Self.one + share
        missed = missed * Self.decay / Self.one + Self.one - share
    }

    /// The share to count on, in millionths.
    public var share: Int64 {
        (8 * Self.one + filled) * Self.one / (9 * Self.one + filled + missed)
    }

    /// How much of what was expected was missed by the last children, by their weight, in millionths.
    ///
    /// Nil before there was any.
    public var fade: Int64? {
        filled + missed > 0 ? missed * Self.one / (filled + missed) : nil
    }
}
