/// What is wrong at an exchange, and what was.
public struct FaultReport: Sendable, Hashable {
    /// The faults that are on, in the order in which they were ordered.
    public internal(set) var active: [ActiveFault] = []
    /// How many WebSockets are open.
    public internal(set) var connections = 0

    private var counts: [FaultKind: Int] = [:]

    /// Nothing wrong so far.
    public init() {}

    /// On how many occasions a fault has acted since the exchange began.
    public func count(of kind: FaultKind) -> Int { counts[kind, default: 0] }

    /// Counts one occasion.
    mutating func count(_ kind: FaultKind) { counts[kind, default: 0] += 1 }
}
