/// A venue's place in the console: the index of its slot in every per-venue array.
///
/// A number and not a name, so that nothing in the hot path hashes or compares text.
public struct VenueID: Sendable, Hashable, Comparable {
    /// The slot, 0 to ``limit`` - 1.
    public let slot: Int

    /// How many venues one console can hold.
    public static let limit = 8

    /// The venue in `slot`, which must be 0 to ``limit`` - 1.
    public init(slot: Int) {
        precondition((0..<Self.limit).contains(slot), "a console has \(Self.limit) venue slots, asked for slot \(slot)")
        self.slot = slot
    }

    public static func < (left: VenueID, right: VenueID) -> Bool {
        left.slot < right.slot
    }
}
