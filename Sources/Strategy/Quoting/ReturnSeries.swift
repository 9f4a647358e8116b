/// What a run of log returns over equal times says about the variance.
///
/// Bipower variation leaves single jumps out (Barndorff-Nielsen and Shephard 2004), and MedRV leaves them out as well
/// and also bears a price that did not move (Andersen, Dobrev and Schaumburg 2012).
struct ReturnSeries {
    /// The sum of the squares.
    private(set) var realised = 0.0
    private var products = 0.0
    private var medians = 0.0
    private var count = 0
    private var last = 0.0
    private var beforeLast = 0.0

    /// Takes the next return in.
    mutating func add(_ value: Double) {
        let size = value.magnitude
        realised += value * value
        if count > 0 { products += size * last }
        if count > 1 {
            let median = max(min(size, last), min(max(size, last), beforeLast))
            medians += median * median
        }
        beforeLast = last
        last = size
        count += 1
    }

    /// `(pi / 2) (n / (n - 1)) sum |r| |r before|`; nil for fewer than two returns.
    var bipower: Double? {
        guard count > 1 else { return nil }
        return .pi / 2 * Double(count) / Double(count - 1) * products
    }

    /// `pi / (6 - 4 sqrt 3 + pi) (n / (n - 2)) sum median(three neighbours)²`; nil for fewer than three returns.
    var medianRealised: Double? {
        guard count > 2 else { return nil }
        let factor = Double.pi / (6 - 4 * 3.0.squareRoot() + .pi)
        return factor * Double(count) / Double(count - 2) * medians
    }

    /// The share of the realised variance that is not explained without jumps; nil while nothing moved.
    var jumpShare: Double? {
        guard let bipower, realised > 0 else { return nil }
        return (realised - bipower) / realised
    }

    /// The part of the realised variance that jumps have made.
    var jumpPart: Double { max(0, realised - (bipower ?? realised)) }
}
