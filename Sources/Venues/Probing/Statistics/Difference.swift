/// The difference of two measured values with its interval.
public struct Difference: Sendable, Hashable {
    /// The first value less the second, in nanoseconds.
    public let value: Int64
    /// The lower end of the interval; nil where there is none.
    public let low: Int64?
    /// The upper end of the interval; nil where there is none.
    public let high: Int64?

    /// A difference with all its parts.
    public init(value: Int64, low: Int64?, high: Int64?) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// `first` less `second`, which were measured apart from each other; nil where one of them has no value.
    ///
    /// The interval is recovered from those of the two (Zou and Donner, "Construction of confidence intervals about effect
    /// measures", 2008): it is not the sum of both, which two errors in opposite directions at once would take.
    /// `comparisons` is how many differences the reader looks at together.
    public init?(_ first: QuantileEstimate, _ second: QuantileEstimate, comparisons: Int) {
        // The numbers may come from a file.
        guard let left = first.value.map({ Int128($0) }), let right = second.value.map({ Int128($0) }) else {
            return nil
        }
        value = Int64(clamping: left - right)
        let down = Self.reach(first.low.map { left - Int128($0) }, second.high.map { Int128($0) - right }, comparisons)
        let up = Self.reach(first.high.map { Int128($0) - left }, second.low.map { right - Int128($0) }, comparisons)
        low = down.map { Int64(clamping: left - right - $0) }
        high = up.map { Int64(clamping: left - right + $0) }
    }

    /// Whether the two values may be the same.
    public var mayBeNothing: Bool { (low ?? .min) <= 0 && (high ?? .max) >= 0 }

    /// How far the interval reaches to one side; nil where one of the two has no end there.
    private static func reach(_ first: Int128?, _ second: Int128?, _ comparisons: Int) -> Int128? {
        guard let first, let second else { return nil }
        // Held at a number whose squares add up within 128 bits: 146 years of nanoseconds.
        let (left, right) = (min(first.magnitude, Self.limit), min(second.magnitude, Self.limit))
        return (Int128(left * left) + Int128(right * right)).root * FamilyWidth.thousandths(of: comparisons) / 1_000
    }

    private static let limit: UInt128 = 1 << 62
}
