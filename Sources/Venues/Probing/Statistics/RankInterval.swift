/// Between which two of `count` sorted independent values a quantile lies with 95 % confidence.
///
/// The number of values below the true quantile has a binomial distribution, whatever the values' own distribution is
/// (David and Nagaraja, "Order Statistics", 2003, section 7.1). The normal approximation is rounded outwards by one
/// more place on each side. Where a place would lie outside the values, there is no end on that side.
struct RankInterval: Equatable {
    /// The lower place, from 0.
    let low: Int?
    /// The upper place, from 0.
    let high: Int?

    /// The interval for a share in ten-thousandths of `count` values.
    init(share: Int, count: Int) {
        guard share > 0 else {
            low = nil
            // The least of n values lies below the true 0.05^(1/n) quantile with 95 %: no upper end beyond itself.
            high = count > 0 ? 0 : nil
            return
        }
        let variance = Int128(count) * Int128(share) * Int128(10_000 - share)
        // 1.96 standard deviations, in ten-millionths of a place.
        let reach = variance.root * 1_960
        let middle = Int128(count) * Int128(share) * 1_000
        let lowest = (middle - reach) / 10_000_000 - 1
        let highest = (middle + reach + 9_999_999) / 10_000_000
        low = middle >= reach && lowest >= 0 ? Int(lowest) : nil
        high = highest < Int128(count) ? Int(highest) : nil
    }
}
