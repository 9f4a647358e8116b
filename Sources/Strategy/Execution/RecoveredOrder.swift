public import Books

/// An order of an earlier start of the console that was not settled: what a journal remembers of it.
public struct RecoveredOrder: Sendable, Hashable {
    /// The order; its expiry by this start's steady clock.
    public let request: OrderRequest
    /// From when on the venue cannot take it any more.
    public let fencePassesAt: MonotonicTime
    /// When it was first written down, by the calendar; nil where that is not known.
    public let since: WallTime?
    /// What was said about it.
    public let evidence: [OrderEvidence]

    /// An order with all that is remembered of it.
    public init(
        request: OrderRequest,
        fencePassesAt: MonotonicTime,
        since: WallTime? = nil,
        evidence: [OrderEvidence]
    ) {
        self.request = request
        self.fencePassesAt = fencePassesAt
        self.since = since
        self.evidence = evidence
    }
}
