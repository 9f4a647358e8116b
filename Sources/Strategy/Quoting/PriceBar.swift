/// The prices of a span of time: the first, the highest, the lowest and the last.
struct PriceBar: Sendable {
    /// The first price.
    let open: Double
    /// The highest price.
    private(set) var high: Double
    /// The lowest price.
    private(set) var low: Double
    /// The last price.
    private(set) var close: Double

    /// A bar with one price.
    init(_ price: Double) {
        open = price
        high = price
        low = price
        close = price
    }

    /// A bar of four prices.
    init(open: Double, high: Double, low: Double, close: Double) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
    }

    /// Takes the next price in.
    mutating func add(_ price: Double) {
        high = max(high, price)
        low = min(low, price)
        close = price
    }
}
