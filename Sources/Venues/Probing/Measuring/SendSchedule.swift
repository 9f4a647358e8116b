public import Books

/// When questions are sent: at moments that are fixed beforehand, whatever the answers do.
///
/// A prober that waits for an answer before it asks again asks least when the venue is slowest, and its quantiles leave
/// out just that time (Tene's "coordinated omission"). Within each period the moment is drawn from its first quarter: at
/// equal distances it would keep step with whatever is periodic at the venue, a batch or the step of its time stamps,
/// and see one phase of it only (RFC 2330 section 11.1).
public struct SendSchedule: Sendable {
    /// When the next question is due.
    public private(set) var deadline: MonotonicTime

    private var period: MonotonicTime
    private let every: TimeSpan
    private var random: SeededRandom

    /// A question in each period of `every` from `start` on, at moments that `seed` decides; `every` is not nothing.
    public init(start: MonotonicTime, every: TimeSpan, seed: UInt64) {
        precondition(every > .zero, "questions every \(every.nanoseconds) ns")
        period = start
        self.every = every
        random = SeededRandom(seed: seed)
        deadline = start
        draw()
    }

    /// The moment for which the next question is meant, if it has come; each moment is given out once.
    public mutating func take(at now: MonotonicTime) -> MonotonicTime? {
        guard deadline <= now else { return nil }
        let due = deadline
        period = period + every
        draw()
        return due
    }

    private mutating func draw() {
        let quarter = UInt64(max(1, every.nanoseconds / 4))
        deadline = period + TimeSpan(nanoseconds: Int64(random.next() % quarter))
    }
}
