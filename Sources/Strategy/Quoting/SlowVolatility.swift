/// The volatility of the last hour from bars of a minute, for a person to hold beside the one that is quoted by.
///
/// Each bar begins where the one before ended and has 60 samples, one a second. A bar with a hole, because there was no
/// fair price or other venues made it, is dropped, and the run of bars begins anew after it.
struct SlowVolatility: Sendable {
    /// How many samples make a bar.
    static let samples = 60
    /// How many bars count.
    static let window = 60

    /// In basis points per square root of a second, in the order of the estimators; nil where not known.
    private var sigmas: [Double?] = RangeEstimator.allCases.map { _ in nil }
    private var bars: [PriceBar] = []
    private var bar: PriceBar?
    private var count = 0

    /// Nothing known.
    init() {
        bars.reserveCapacity(Self.window)
    }

    /// What an estimator says, in basis points per square root of a second; nil while it has too few bars.
    func sigma(_ estimator: RangeEstimator) -> Double? {
        RangeEstimator.allCases.firstIndex(of: estimator).flatMap { sigmas[$0] }
    }

    /// Takes the price of the next second in.
    mutating func add(_ price: Double) {
        guard price > 0, price.isFinite else { return }
        guard var bar else {
            self.bar = PriceBar(price)
            count = 0
            return
        }
        bar.add(price)
        count += 1
        self.bar = bar
        if count == Self.samples { end(bar) }
    }

    /// Begins anew: the next price does not follow the last one.
    mutating func breakChain() {
        bar = nil
        bars.removeAll(keepingCapacity: true)
    }

    private mutating func end(_ bar: PriceBar) {
        if bars.count == Self.window { bars.removeFirst() }
        bars.append(bar)
        self.bar = PriceBar(bar.close)
        count = 0
        let measured = RangeVolatility(bars, samplesAreSixty: true)
        let scale = 1e4 / Double(Self.samples).squareRoot()
        for (place, estimator) in RangeEstimator.allCases.enumerated() {
            sigmas[place] = measured.sigma(estimator).map { $0 * scale }
        }
    }
}
