/// One place of a distribution as it was measured, with what it may be in truth.
///
/// An interval has no lower or upper end where the samples say nothing about it: 100 samples tell no upper end of the
/// 99th percentile, and no number of samples tells how much lower than the least of them the truth lies.
public struct QuantileEstimate: Sendable, Hashable {
    /// Which place.
    public let quantile: Quantile
    /// What was measured, in nanoseconds; nil where that place lies among what was lost.
    public let value: Int64?
    /// The lower end of the 95 % interval; nil where there is none.
    public let low: Int64?
    /// The upper end of the 95 % interval; nil where there is none.
    public let high: Int64?

    /// An estimate with all its parts.
    public init(_ quantile: Quantile, value: Int64?, low: Int64?, high: Int64?) {
        self.quantile = quantile
        self.value = value
        self.low = low
        self.high = high
    }

    /// The same with an interval that is wider by `error` on both sides: for an error that no averaging removes.
    public func widened(by error: Int64) -> QuantileEstimate {
        QuantileEstimate(
            quantile,
            value: value,
            low: low.map { Int64(clamping: Int128($0) - Int128(error)) },
            high: high.map { Int64(clamping: Int128($0) + Int128(error)) }
        )
    }
}
