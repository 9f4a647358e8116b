/// Which state of each venue's book something was made from: the venue's own number of the last update in it.
public struct BookVersions: Sendable, Hashable {
    /// By slot: one vector, so that it is copied in a few instructions.
    private var sequences = SIMD8<UInt64>(repeating: 0)
    private var known: UInt8 = 0

    /// No venue's book.
    public init() {}

    /// The number of the last update in the venue's book; nil where the book was not used.
    public subscript(venue: VenueID) -> UInt64? {
        get { known & (1 << UInt8(venue.slot)) == 0 ? nil : sequences[venue.slot] }
        set {
            sequences[venue.slot] = newValue ?? 0
            let bit: UInt8 = 1 << UInt8(venue.slot)
            known = newValue == nil ? known & ~bit : known | bit
        }
    }
}
