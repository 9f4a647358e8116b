public import Books

/// A fault together with how often, how long and whom it is to meet.
public struct FaultOrder: Sendable, Hashable {
    /// What goes wrong.
    public let fault: Fault
    /// On how many occasions it goes wrong; nil for all until the time is over.
    public let times: Int?
    /// For how long it may go wrong; nil for as long as nobody ends it.
    public let duration: TimeSpan?
    /// Which connections it meets.
    public let scope: FaultScope

    /// An order with all its parts.
    ///
    /// What acts on occasions acts once where neither a number nor a time is given.
    public init(_ fault: Fault, times: Int? = nil, duration: TimeSpan? = nil, scope: FaultScope = .all) {
        self.fault = fault
        self.duration = duration
        self.scope = scope
        let actsOnce = times == nil && duration == nil && FaultTable.row(fault.kind).extent == .occasion
        self.times = actsOnce ? 1 : times
    }
}
