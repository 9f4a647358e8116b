import Books

/// A set of venues, as one byte.
struct VenueSet: Sendable, Equatable {
    private var bits: UInt8 = 0

    /// No venue.
    init() {}

    /// Whether there is no venue in it.
    var isEmpty: Bool { bits == 0 }

    /// Whether a venue is in it.
    func contains(_ venue: VenueID) -> Bool { bits & (1 << UInt8(venue.slot)) != 0 }

    /// Puts a venue in.
    mutating func insert(_ venue: VenueID) { bits |= 1 << UInt8(venue.slot) }

    /// Whether a venue of `other` is not in it.
    func lacks(anyOf other: VenueSet) -> Bool { other.bits & ~bits != 0 }
}
