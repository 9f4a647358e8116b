public import Books

/// The delays of one series as they are reported: places with intervals, the number, and how many were lost.
///
/// What was lost counts as slower than anything that came: a loss that is left out makes the tail look better the worse
/// it is.
public struct Distribution: Sendable, Hashable {
    /// How many values were asked for, the lost ones included.
    public let count: Int
    /// How many of them never came.
    public let lost: Int
    /// One estimate for each ``Quantile``, in that order; empty without any value.
    public let estimates: [QuantileEstimate]

    /// A distribution that was computed elsewhere.
    public init(count: Int, lost: Int, estimates: [QuantileEstimate]) {
        self.count = count
        self.lost = lost
        self.estimates = estimates
    }

    /// The distribution of `values` in the order of time, nil for one that was lost.
    ///
    /// Its intervals are the wider of two on each side: that of the ranks and that of a ``BlockBootstrap``, both of which
    /// see that delays come in bursts.
    public init(_ values: [TimeSpan?], seed: UInt64 = Self.seed) {
        count = values.count
        let order = values.indices.sorted { left, right in
            switch (values[left], values[right]) {
            case (let first?, let second?): first == second ? left < right : first < second
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left < right
            }
        }
        var ranks = [Int32](repeating: 0, count: values.count)
        for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
        let sorted = order.compactMap { values[$0]?.nanoseconds }
        lost = values.count - sorted.count
        guard !values.isEmpty else {
            estimates = []
            return
        }
        let quantiles = Quantile.allCases
        let bootstrap = BlockBootstrap(ranks: ranks)
        let resampled = bootstrap.intervals(of: quantiles, seed: seed)
        estimates = zip(quantiles, resampled).map { quantile, interval in
            let clustering = Clustering(
                ranks: ranks,
                share: quantile.share,
                place: quantile.place(of: ranks.count),
                blockLength: bootstrap.blockLength
            )
            let exact = RankInterval(share: quantile.share, count: ranks.count, clustering: clustering)
            return Self.estimate(quantile, sorted, count: ranks.count, exact: exact, resampled: interval)
        }
    }

    /// What decides the resampling where nobody says otherwise.
    public static let seed: UInt64 = 0x9E37

    /// The estimate of one place; nil without any value.
    public subscript(quantile: Quantile) -> QuantileEstimate? {
        estimates.first { $0.quantile == quantile }
    }

    /// The share that was lost, in millionths.
    public var lostShare: Int { count == 0 ? 0 : lost * 1_000_000 / count }

    /// The same with all intervals wider by `error` on both sides.
    public func widened(by error: Int64) -> Distribution {
        Distribution(count: count, lost: lost, estimates: estimates.map { $0.widened(by: error) })
    }

    private static func estimate(
        _ quantile: Quantile,
        _ sorted: [Int64],
        count: Int,
        exact: RankInterval,
        resampled: (low: Int, high: Int)
    ) -> QuantileEstimate {
        let value = { (place: Int) in place < sorted.count ? sorted[place] : nil }
        let low = exact.low.flatMap { value(min($0, resampled.low)) }
        let high = exact.high.flatMap { value(max($0, resampled.high)) }
        return QuantileEstimate(quantile, value: value(quantile.place(of: count)), low: low, high: high)
    }
}
