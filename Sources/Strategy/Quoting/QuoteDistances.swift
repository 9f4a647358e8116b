/// How far from the fair price a model wants to buy and to sell; either may be negative, the guards see to that.
struct QuoteDistances: Equatable {
    /// From the fair price down to the best bid.
    var bid: Double
    /// From the fair price up to the best ask.
    var ask: Double

    /// Half of the spread between the two.
    var half: Double { (bid + ask) / 2 }

    /// How far the middle of the quotes lies above the fair price.
    var skew: Double { (ask - bid) / 2 }
}
