/// The model of Avellaneda and Stoikov for quotes with a horizon, Quantitative Finance 8(3) 2008.
///
/// Reservation price `s - q gamma sigma² tau`, spread `gamma sigma² tau + (2/gamma) ln(1 + gamma/k)`.
struct HorizonModel {
    /// The aversion to risk.
    let gamma: Double
    /// How fast the chance of a fill falls with the distance.
    let decay: Double
    /// The time for which a position is held, in seconds.
    let horizon: Double

    /// How far below the fair price an inventory of `inventory` orders puts the middle of the quotes.
    func reservation(sigma: Double, inventory: Double) -> Double {
        inventory * gamma * sigma * sigma * horizon
    }

    /// The whole spread.
    func spread(sigma: Double) -> Double {
        // For gamma to 0 the second term goes to 2 / k.
        let ratio = gamma / decay
        let growth = ratio < 1e-12 ? 1 : RealFunctions.logOnePlus(ratio) / ratio
        return gamma * sigma * sigma * horizon + 2 * growth / decay
    }

    /// The distances for a volatility and an inventory in units of one order.
    func distances(sigma: Double, inventory: Double) -> QuoteDistances {
        let half = spread(sigma: sigma) / 2
        let shift = reservation(sigma: sigma, inventory: inventory)
        return QuoteDistances(bid: half + shift, ask: half - shift)
    }
}
