public import Books

/// The instant from which a venue can no longer take an order of which nothing was heard.
///
/// Before it, "unknown order" proves nothing: the order may still be on its way. After it, the venue itself would refuse
/// the order, so that what cannot be found then was never placed.
public struct Fence: Sendable, Hashable {
    /// When it passes.
    public let passesAt: MonotonicTime

    /// The fence of an order that the venue must refuse from `expiresAt` on.
    public init(expiresAt: MonotonicTime, rule: FenceRule, clockError: TimeSpan) {
        let margin = rule.engineWait.nanoseconds.addingReportingOverflow(max(0, clockError.nanoseconds))
        let end = expiresAt.nanoseconds.addingReportingOverflow(margin.overflow ? .max : margin.partialValue)
        passesAt = MonotonicTime(nanoseconds: end.overflow ? .max : end.partialValue)
    }

    /// A fence that is known already.
    public init(passesAt: MonotonicTime) {
        self.passesAt = passesAt
    }

    /// Whether a question asked at `time` is asked after it.
    public func hasPassed(at time: MonotonicTime) -> Bool {
        time >= passesAt
    }
}
