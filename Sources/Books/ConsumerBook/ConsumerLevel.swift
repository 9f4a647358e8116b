/// A price of the consumer book, what stands there in all, and how much of it at which venue.
public struct ConsumerLevel: Sendable {
    /// The price.
    public let price: Price
    /// The sum over the venues, held at the largest amount instead of overflowing.
    public private(set) var total = Quantity.zero

    private var parts: [8 of Quantity] = InlineArray(repeating: .zero)

    /// A level with nothing in it yet.
    public init(price: Price) {
        self.price = price
    }

    /// How much of it stands at `venue`: the origin of the slice is the slot.
    public subscript(venue: VenueID) -> Quantity {
        parts[venue.slot]
    }

    /// Adds what stands at `venue`.
    public mutating func add(_ quantity: Quantity, at venue: VenueID) {
        parts[venue.slot] = parts[venue.slot].addingSaturated(quantity)
        total = total.addingSaturated(quantity)
    }
}

extension ConsumerLevel: Equatable {
    public static func == (left: ConsumerLevel, right: ConsumerLevel) -> Bool {
        guard left.price == right.price, left.total == right.total else { return false }
        return left.parts.indices.allSatisfy { left.parts[$0] == right.parts[$0] }
    }
}
