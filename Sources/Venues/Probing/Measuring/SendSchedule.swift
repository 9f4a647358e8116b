public import Books

/// When questions are sent: at moments that are fixed beforehand, whatever the answers do.
///
/// A prober that waits for an answer before it asks again asks least when the venue is slowest, and its quantiles leave
/// out just that time (Tene's "coordinated omission").
public struct SendSchedule: Sendable {
    private var next: MonotonicTime
    private let every: TimeSpan

    /// A question at `start` and one `every` so often after it; `every` must be more than nothing.
    public init(start: MonotonicTime, every: TimeSpan) {
        precondition(every > .zero, "questions every \(every.nanoseconds) ns")
        next = start
        self.every = every
    }

    /// When the next question is due.
    public var deadline: MonotonicTime { next }

    /// The moment for which the next question is meant, if it has come; each moment is given out once.
    public mutating func take(at now: MonotonicTime) -> MonotonicTime? {
        guard next <= now else { return nil }
        let due = next
        next = next + every
        return due
    }
}
