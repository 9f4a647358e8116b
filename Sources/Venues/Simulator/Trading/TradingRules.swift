/// How a venue charges for trades and what it reserves for orders.
struct TradingRules: Sendable {
    /// What fees are taken from.
    let feeBasis: FeeBasis
    /// To how many decimals fees, and what a fill costs, are cut.
    let decimals: Int
    /// How many decimals what a fill costs is cut to; nil keeps it exact.
    let costDecimals: Int?

    /// What fees are taken from.
    enum FeeBasis: Sendable {
        /// From what the order receives: the base asset for buyers, the quote asset for sellers.
        case received
        /// From the quote asset, beside what buyers pay.
        case quote
    }

    /// Binance Spot: commission from the asset received, cut to eight decimals like everything.
    static let binance = TradingRules(feeBasis: .received, decimals: 8, costDecimals: 8)
    /// Kraken Spot: fees in the quote asset.
    static let kraken = TradingRules(feeBasis: .quote, decimals: 8, costDecimals: nil)
}
