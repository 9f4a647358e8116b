/// What an order does with the base asset.
///
/// Not a ``Side``: an order that buys takes from the asks and would rest on the bids.
public enum OrderSide: Sendable, Hashable, CaseIterable {
    /// It takes the base asset in and pays the quote asset.
    case buy
    /// It gives the base asset away for the quote asset.
    case sell

    /// The side of a book that it takes from.
    @inlinable
    public var takes: Side { self == .buy ? .ask : .bid }

    /// The side of a book on which it rests.
    @inlinable
    public var rests: Side { self == .buy ? .bid : .ask }

    /// The other one.
    @inlinable
    public var opposite: OrderSide { self == .buy ? .sell : .buy }

    /// What an order does whose rest would stand on `side` of a book.
    @inlinable
    public init(resting side: Side) {
        self = side == .bid ? .buy : .sell
    }
}
