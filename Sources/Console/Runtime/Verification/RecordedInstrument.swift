public import Books

/// What a recording of Binance's streams is about, as far as the recording itself tells.
public struct RecordedInstrument: Sendable, Equatable {
    /// The venue's name of it: `ETHUSDT`.
    public let symbol: String
    /// Whether it is a future: its depth events name their predecessors.
    public let isFuture: Bool
    /// How many digits behind the point prices need.
    public let priceDecimals: Int
    /// How many digits behind the point quantities need.
    public let quantityDecimals: Int
    /// When the first message was received.
    public let first: WallTime

    /// How much of a recording is looked at: its snapshot, whose levels show how fine the numbers are, is at its beginning.
    private static let glance = 2_000

    /// Reads the beginning of the recording at `path`, which takes a moment where the whole would take seconds.
    public init(path: String) throws(VerificationError) {
        let survey = try RecordingSurvey(path: path, limit: Self.glance)
        guard let symbol = survey.symbols.first, let firstTime = survey.firstTime else {
            throw .unsupported(path: path, reason: "there is no depth event of Binance in it")
        }
        self.symbol = symbol
        isFuture = survey.hasPredecessors
        priceDecimals = survey.significantPriceDecimals
        quantityDecimals = survey.significantQuantityDecimals
        first = WallTime(nanoseconds: firstTime)
    }

    /// The assets of the symbol, where it shows them.
    public var assets: (base: String, quote: String)? { Self.assets(of: symbol) }

    /// The assets of a symbol: with a / between them, or where it ends in an asset that prices are usually in.
    static func assets(of symbol: String) -> (base: String, quote: String)? {
        let parts = symbol.split(separator: "/")
        if parts.count == 2 { return (String(parts[0]), String(parts[1])) }
        for quote in Self.quotes where symbol.hasSuffix(quote) && symbol.count > quote.count {
            return (String(symbol.dropLast(quote.count)), quote)
        }
        return nil
    }

    /// Longer names first: `USDT` before `USD`.
    private static let quotes = [
        "FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USD", "EUR", "GBP", "TRY", "BRL", "JPY", "BTC", "ETH", "BNB", "DAI",
    ]
}
