/// One of the connections to a venue.
public struct LinkID: Sendable, Hashable {
    /// How many connections to one venue there are at most.
    public static let limit = 2

    /// The connection's place among them.
    public let slot: Int

    /// The connection at `slot`.
    public init(slot: Int) {
        precondition((0..<Self.limit).contains(slot), "a venue has \(Self.limit) connections, not a number \(slot)")
        self.slot = slot
    }

    /// Both connections.
    public static var all: [LinkID] { (0..<limit).map { LinkID(slot: $0) } }

    /// The other connection.
    public var other: LinkID { LinkID(slot: 1 - slot) }
}
