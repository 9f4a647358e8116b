public import Books

/// The part of a quote that stands or stood at one venue as a child order.
public struct ChildView: Sendable, Hashable {
    /// The venue.
    public var venue: VenueID
    /// The size that was sent there.
    public var size: Quantity
    /// Whether it is not known what became of it.
    public var isUnknown: Bool

    /// A child of `size` at `venue`.
    public init(venue: VenueID, size: Quantity, isUnknown: Bool = false) {
        self.venue = venue
        self.size = size
        self.isUnknown = isUnknown
    }
}
