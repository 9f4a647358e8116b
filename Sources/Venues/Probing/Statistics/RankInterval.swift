/// Between which two of `count` sorted values a quantile lies with 95 % confidence.
///
/// The number of values below the true quantile has a binomial distribution, whatever the values' own distribution is
/// (David and Nagaraja, "Order Statistics", 2003, section 7.1). That holds for independent values; where neighbours are
/// alike, its variance is larger by what ``Clustering`` measures. The normal approximation is rounded outwards by one more
/// place on each side. Where a place would lie outside the values, there is no end on that side.
struct RankInterval: Equatable {
    /// The lower place, from 0.
    let low: Int?
    /// The upper place, from 0.
    let high: Int?

    /// The interval for a share in ten-thousandths of `count` values.
    init(share: Int, count: Int, clustering: Clustering = .none) {
        guard share > 0 else {
            low = nil
            // How much lower than the least value the truth lies is not known; it does not lie above it.
            high = count > 0 ? 0 : nil
            return
        }
        let variance = Int128(count) * Int128(share) * Int128(10_000 - share) * clustering.thousandths / 1_000
        // So many standard deviations, in ten-millionths of a place.
        let reach = variance.root * clustering.deviations
        let middle = Int128(count) * Int128(share) * 1_000
        let lowest = (middle - reach) / 10_000_000 - 1
        let highest = (middle + reach + 9_999_999) / 10_000_000
        low = middle >= reach && lowest >= 0 ? Int(lowest) : nil
        high = highest < Int128(count) ? Int(highest) : nil
    }
}
