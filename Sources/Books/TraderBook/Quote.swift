/// One order of our imagined clients: it lives in the console only and is never sent anywhere.
///
/// What is sent are the child orders of a match, and those have numbers of their own.
public struct Quote: Sendable, Hashable {
    /// Its number.
    public let id: QuoteID
    /// Whether the client buys (bid) or sells (ask).
    public let side: Side
    /// The worst price at which the client trades.
    public let price: Price
    /// How much the client wants in all.
    public let quantity: Quantity
    /// The quote set that it first stood in.
    public let version: UInt64
    /// The books that the set was made from.
    public let books: BookVersions
    /// How much of it has been executed; a venue may have executed more than was asked for.
    public internal(set) var filled = Quantity.zero
    /// What has become of it so far.
    public internal(set) var state = QuoteState.resting

    /// A quote of which nothing is executed yet.
    public init(
        id: QuoteID,
        side: Side,
        price: Price,
        quantity: Quantity,
        version: UInt64,
        books: BookVersions
    ) {
        self.id = id
        self.side = side
        self.price = price
        self.quantity = quantity
        self.version = version
        self.books = books
    }

    /// How much the client still wants.
    public var open: Quantity { Quantity(units: max(0, quantity.units - filled.units)) }

    /// The executed share in thousandths, rounded down and at most 1,000, so that only a whole fill reads as whole.
    public var filledThousandths: Int {
        guard quantity.units > 0 else { return 0 }
        let share = Rounding.down.quotient(Int128(filled.units) * 1_000, Int128(quantity.units)) ?? 0
        return Int(min(max(share, 0), 1_000))
    }

    /// Whether it would trade at `price` of the other side.
    public func reaches(_ price: Price) -> Bool {
        side == .bid ? self.price >= price : self.price <= price
    }
}
