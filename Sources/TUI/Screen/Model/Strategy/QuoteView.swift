public import Books

/// One quote of the trader book.
public struct QuoteView: Sendable, Equatable {
    /// The price.
    public var price: Price
    /// The size it began with.
    public var size: Quantity
    /// How much of it was filled.
    public var filled: Quantity
    /// What has become of it.
    public var state: QuoteStateView
    /// Its child orders, in the order of their venues.
    public var children: [ChildView]

    /// A quote.
    public init(
        price: Price,
        size: Quantity,
        filled: Quantity = .zero,
        state: QuoteStateView = .fake,
        children: [ChildView] = []
    ) {
        self.price = price
        self.size = size
        self.filled = filled
        self.state = state
        self.children = children
    }

    /// The price and the size alone.
    var plain: LevelView { LevelView(price: price, quantity: size) }

    /// How much of it is filled, in whole percent, rounded down: 100 means all of it.
    var filledPercent: Int {
        guard size.units > 0, filled.units > 0 else { return 0 }
        return Int(clamping: min(Int128(filled.units) * 100 / Int128(size.units), 100))
    }
}
