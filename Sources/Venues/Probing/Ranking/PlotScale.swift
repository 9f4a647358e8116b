/// A scale on which the intervals of all rows fit.
struct PlotScale {
    /// Its left end, in nanoseconds.
    let low: Int64
    /// Its right end.
    let high: Int64

    /// The scale for `rows`; nil where none has a value.
    init?(_ rows: [RankRow]) {
        let values = rows.flatMap { [$0.estimate.value, $0.estimate.low, $0.estimate.high].compactMap { $0 } }
        guard let least = values.min(), let most = values.max() else { return nil }
        low = least
        // A scale without length has no places.
        high = max(most, least.addingReportingOverflow(1_000).partialValue)
        guard high > low else { return nil }
    }

    /// The place of `value` among `count`, from 0.
    func place(_ value: Int64, of count: Int) -> Int {
        let held = min(max(value, low), high)
        return Int((Int128(held) - Int128(low)) * Int128(count - 1) / (Int128(high) - Int128(low)))
    }
}
