public import Books

/// A quantity for every venue slot, stored in place.
public struct VenueQuantities: Sendable, Equatable {
    private var quantities: InlineArray<8, Quantity>

    /// Nothing at any venue.
    public init() {
        quantities = InlineArray(repeating: .zero)
    }

    /// What stands at one venue.
    public subscript(venue: VenueID) -> Quantity {
        get { quantities[venue.slot] }
        set { quantities[venue.slot] = newValue }
    }

    public static func == (left: VenueQuantities, right: VenueQuantities) -> Bool {
        for slot in left.quantities.indices where left.quantities[slot] != right.quantities[slot] {
            return false
        }
        return true
    }
}
