/// A price of the consumer book, what stands there in all, and how much of it at which venue.
public struct ConsumerLevel: Sendable, Equatable {
    /// The price.
    public let price: Price
    /// The sum over the venues, held at the largest amount instead of overflowing.
    public private(set) var total = Quantity.zero

    /// Quantity units by slot: one vector, so that a level is copied in a few instructions.
    private var parts = SIMD8<Int64>(repeating: 0)

    /// A level with nothing in it yet.
    public init(price: Price) {
        self.price = price
    }

    /// How much of it stands at `venue`: the origin of the slice is the slot.
    public subscript(venue: VenueID) -> Quantity {
        Quantity(units: parts[venue.slot])
    }

    /// Adds what stands at `venue`.
    public mutating func add(_ quantity: Quantity, at venue: VenueID) {
        parts[venue.slot] = self[venue].addingSaturated(quantity).units
        total = total.addingSaturated(quantity)
    }
}
