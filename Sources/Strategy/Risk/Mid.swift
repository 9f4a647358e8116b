public import Books

/// The middle of two prices, doubled, so that it is a whole number.
public struct Mid: Sendable, Hashable, Comparable {
    /// Twice the middle, in price units.
    public let doubled: Int64

    /// The middle between two prices; prices lie below 2^62, so that their sum fits.
    public init(_ bid: Price, _ ask: Price) {
        doubled = bid.units + ask.units
    }

    /// A price as a middle.
    public init(_ price: Price) {
        self.init(price, price)
    }

    /// Twice the middle.
    public init(doubled: Int64) {
        self.doubled = doubled
    }

    /// The middle one of some values; of an even number the mean of the middle two, rounded down by half a unit at most.
    ///
    /// Nil of none.
    static func median(_ values: [Mid]) -> Mid? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let upper = sorted[sorted.count / 2].doubled
        guard sorted.count % 2 == 0 else { return Mid(doubled: upper) }
        let lower = sorted[sorted.count / 2 - 1].doubled
        return Mid(doubled: Int64((Int128(lower) + Int128(upper)) >> 1))
    }

    public static func < (left: Mid, right: Mid) -> Bool {
        left.doubled < right.doubled
    }
}
