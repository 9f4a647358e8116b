/// The price between a best bid and a best ask that leans to the side with less behind it.
///
/// `I ask + (1 - I) bid` with `I = bid quantity / (bid quantity + ask quantity)`.
struct WeightedMid: Equatable {
    /// How much of the quantity at both best prices is wanted, 0 to 1.
    let imbalance: Double
    /// The price half way.
    let mid: Double
    /// The price that leans.
    let price: Double

    /// The weighted mid of a top of book; nil where nothing stands there.
    init?(bid: Double, bidQuantity: Double, ask: Double, askQuantity: Double) {
        let quantity = bidQuantity + askQuantity
        guard quantity > 0, quantity.isFinite else { return nil }
        imbalance = bidQuantity / quantity
        mid = (bid + ask) / 2
        price = imbalance * ask + (1 - imbalance) * bid
    }
}
