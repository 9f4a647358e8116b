/// The closed form of Guéant, Lehalle and Fernandez-Tapia for quotes without a horizon.
///
/// `c1 = ln(1 + xi/k) / xi`, `c2 = sqrt(gamma / (2 A k) (1 + xi/k)^(k/xi + 1))`, bid distance
/// `c1 + (2q + 1)/2 sigma c2`, ask distance `c1 - (2q - 1)/2 sigma c2`, orders of size 1.
/// Mathematics and Financial Economics 7(4) 2013, arXiv 1105.3115; Guéant, arXiv 1605.01862, equations 4.6 and 4.7.
struct InventoryModel {
    /// Half of the spread that the chance of a fill alone asks for.
    let liquidity: Double
    /// By how much a unit of volatility widens the spread.
    let risk: Double

    /// The model for an aversion to risk `gamma` and an intensity of fills `A e^(-k distance)`.
    ///
    /// `fillAversion` is xi, the aversion to the risk of not being filled: `gamma` unless told.
    init(gamma: Double, fillAversion: Double? = nil, intensity: FillIntensity) {
        let k = intensity.decay
        let ratio = (fillAversion ?? gamma) / k
        // For xi to 0 the logarithm over xi goes to 1 / k and the power to e.
        let growth = ratio < 1e-12 ? 1 : RealFunctions.logOnePlus(ratio) / ratio
        liquidity = growth / k
        let power = RealFunctions.exp(growth + ratio * growth)
        risk = (gamma / (2 * intensity.rate * k) * power).squareRoot()
    }

    /// The distances for a volatility and an inventory in units of one order.
    func distances(sigma: Double, inventory: Double) -> QuoteDistances {
        QuoteDistances(
            bid: liquidity + (2 * inventory + 1) / 2 * sigma * risk,
            ask: liquidity - (2 * inventory - 1) / 2 * sigma * risk
        )
    }
}
