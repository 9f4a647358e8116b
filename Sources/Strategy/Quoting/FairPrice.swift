/// The price at which we would as soon buy as sell: the venues' weighted mids, each by the weight 1 / spread².
///
/// The spread is taken as the scale of a venue's noise. A venue that is not fresh is not added, which is its weight 0;
/// without any fresh venue there is no fair price, and without a fair price there are no quotes.
struct FairPrice {
    private var sum = 0.0
    private var weights = 0.0
    /// Weights are relative to the first venue's, so that no sum over- or underflows.
    private var reference: Double?

    /// Adds a fresh venue's `price`, whose best ask is `spread` above its best bid.
    mutating func add(_ price: Double, spread: Double) {
        guard spread > 0, spread.isFinite, price.isFinite else { return }
        let scale = reference ?? spread
        reference = scale
        let weight = (scale / spread) * (scale / spread)
        sum += weight * price
        weights += weight
    }

    /// The fair price; nil while no fresh venue was added.
    var value: Double? {
        guard weights > 0 else { return nil }
        let value = sum / weights
        return value.isFinite && value > 0 ? value : nil
    }
}
