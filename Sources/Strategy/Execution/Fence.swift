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

    /// Whether a question asked at `time` is asked after it.
    public func hasPassed(at time: MonotonicTime) -> Bool {
        time >= passesAt
    }
}

/// How a venue bounds the life of a request.
public struct FenceRule: Sendable, Hashable {
    /// How long after our stamp the venue still takes a new order: we choose it and the venue enforces it.
    public let window: TimeSpan
    /// How much longer the venue may wait for its engine before it answers that it does not know.
    public let engineWait: TimeSpan

    /// A rule of a venue.
    public init(window: TimeSpan, engineWait: TimeSpan) {
        self.window = window
        self.engineWait = engineWait
    }

    /// Checked again by the venue just before the engine (Binance `recvWindow`, whose API then waits up to 10 s).
    public static let receiveWindow = FenceRule(window: .seconds(2), engineWait: .seconds(10))
    /// Enforced by the engine itself (Kraken `deadline`).
    public static let engineDeadline = FenceRule(window: .seconds(2), engineWait: .zero)
}
