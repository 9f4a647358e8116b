/// How often a quote is reached that stands `d` from the fair price: `A e^(-k d)` times a second.
struct FillIntensity: Equatable {
    /// A: how often one at the fair price is reached, a second.
    let rate: Double
    /// k: how fast that falls with the distance.
    let decay: Double

    /// An intensity with its two numbers.
    init(rate: Double, decay: Double) {
        self.rate = rate
        self.decay = decay
    }

    /// The intensity that fits the `counts` of events in the first buckets, each at its `distance`, over `seconds` best.
    ///
    /// Ordinary least squares of the logarithm of the rate; empty buckets are left out. Nil for fewer than two buckets
    /// with events, or where events do not become fewer with the distance.
    init?(counts: [Int32], first buckets: Int, seconds: Double, distance: (Int) -> Double) {
        var sums = (count: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
        for index in 0..<min(buckets, counts.count) where counts[index] > 0 {
            let x = distance(index)
            let y = RealFunctions.log(Double(counts[index]) / seconds)
            sums = (sums.count + 1, sums.x + x, sums.y + y, sums.xx + x * x, sums.xy + x * y)
        }
        let determinant = sums.count * sums.xx - sums.x * sums.x
        guard sums.count > 1, determinant > 0 else { return nil }
        let slope = (sums.count * sums.xy - sums.x * sums.y) / determinant
        let height = (sums.y - slope * sums.x) / sums.count
        guard slope < 0, slope.isFinite, height.isFinite else { return nil }
        rate = RealFunctions.exp(height)
        decay = -slope
    }

    /// The same within bounds, so that a strange hour cannot make strange quotes.
    func clamped(rate rates: ClosedRange<Double>, decay decays: ClosedRange<Double>) -> FillIntensity {
        FillIntensity(
            rate: min(max(rate, rates.lowerBound), rates.upperBound),
            decay: min(max(decay, decays.lowerBound), decays.upperBound)
        )
    }
}
