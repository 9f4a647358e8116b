/// What a run of bars, each following the one before, says about the volatility of a bar.
///
/// All sums are of log prices. An estimator whose sum comes out below zero, as a difference of squares may with few bars,
/// says nothing.
struct RangeVolatility {
    private let bars: [PriceBar]
    /// What is taken from ranges is divided by the square of this factor.
    private let isBiased: Bool

    /// The volatility of `bars`; `samplesAreSixty` corrects for bars that were made of 60 samples each.
    init(_ bars: [PriceBar], samplesAreSixty: Bool) {
        self.bars = bars
        isBiased = samplesAreSixty
    }

    /// The standard deviation of a bar's log return; nil where there are too few bars.
    func sigma(_ estimator: RangeEstimator) -> Double? {
        guard let variance = variance(estimator), variance >= 0, variance.isFinite else { return nil }
        return variance.squareRoot()
    }

    private func variance(_ estimator: RangeEstimator) -> Double? {
        let bias = isBiased ? estimator.biasAtSixty * estimator.biasAtSixty : 1
        switch estimator {
        case .closeToClose: return Self.mean(closings.map { $0 * $0 })
        case .closeToCloseSample: return Self.sampleVariance(closings)
        case .riskMetrics: return riskMetrics
        case .parkinson: return Self.mean(bars.map(Self.parkinson)).map { $0 / bias }
        case .garmanKlass: return Self.mean(bars.map(Self.garmanKlass)).map { $0 / bias }
        case .garmanKlassFull: return Self.mean(bars.map(Self.garmanKlassFull)).map { $0 / bias }
        case .rogersSatchell: return Self.mean(bars.map(Self.rogersSatchell)).map { $0 / bias }
        case .yangZhang: return yangZhang(bias: bias)
        }
    }

    // MARK: - From closings

    private var closings: [Double] {
        zip(bars, bars.dropFirst()).map { RealFunctions.log($1.close / $0.close) }
    }

    private var riskMetrics: Double? {
        var variance: Double?
        for change in closings {
            variance = variance.map { 0.94 * $0 + 0.06 * change * change } ?? change * change
        }
        return variance
    }

    // MARK: - From ranges

    private static func parkinson(_ bar: PriceBar) -> Double {
        let range = RealFunctions.log(bar.high / bar.low)
        return range * range / (4 * RealFunctions.log(2))
    }

    private static func garmanKlass(_ bar: PriceBar) -> Double {
        let range = RealFunctions.log(bar.high / bar.low)
        let change = RealFunctions.log(bar.close / bar.open)
        return 0.5 * range * range - (2 * RealFunctions.log(2) - 1) * change * change
    }

    private static func garmanKlassFull(_ bar: PriceBar) -> Double {
        let up = RealFunctions.log(bar.high / bar.open)
        let down = RealFunctions.log(bar.low / bar.open)
        let change = RealFunctions.log(bar.close / bar.open)
        return 0.511 * (up - down) * (up - down) - 0.019 * (change * (up + down) - 2 * up * down)
            - 0.383 * change * change
    }

    private static func rogersSatchell(_ bar: PriceBar) -> Double {
        RealFunctions.log(bar.high / bar.close) * RealFunctions.log(bar.high / bar.open)
            + RealFunctions.log(bar.low / bar.close) * RealFunctions.log(bar.low / bar.open)
    }

    /// Openings, closes and ranges of all bars but the first, which follows none.
    private func yangZhang(bias: Double) -> Double? {
        let count = Double(bars.count - 1)
        let openings = zip(bars, bars.dropFirst()).map { RealFunctions.log($1.open / $0.close) }
        let changes = bars.dropFirst().map { RealFunctions.log($0.close / $0.open) }
        guard let overnight = Self.sampleVariance(openings), let inside = Self.sampleVariance(changes),
            let ranges = Self.mean(bars.dropFirst().map(Self.rogersSatchell))
        else { return nil }
        let share = 0.34 / (1.34 + (count + 1) / (count - 1))
        return overnight + share * inside + (1 - share) * ranges / bias
    }

    // MARK: - Parts

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func sampleVariance(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
}
