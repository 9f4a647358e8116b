public import Books

/// A fault that is switched on.
public struct ActiveFault: Sendable, Hashable {
    /// What was ordered.
    public let order: FaultOrder
    /// When it ends by itself; nil if it does not.
    public let end: MonotonicTime?
    /// On how many occasions more it acts; nil where that is not limited.
    public internal(set) var left: Int?
    /// On how many occasions it has acted so far.
    public internal(set) var injected = 0

    /// The fault of an order that begins now.
    init(_ order: FaultOrder, at now: MonotonicTime) {
        self.order = order
        end = order.duration.map { now + $0 }
        left = order.times
    }

    /// Its name.
    public var kind: FaultKind { order.fault.kind }
}
