public import Books

/// A place in a replay, as a person names it.
public enum ReplayPoint: Sendable, Equatable {
    /// So long after the beginning.
    case offset(TimeSpan)
    /// At that time of the recorded calendar.
    case time(WallTime)

    /// The place on the timeline of a replay that begins at `start`.
    func place(from start: MonotonicTime) -> MonotonicTime {
        switch self {
        case .offset(let span):
            let (sum, overflow) = start.nanoseconds.addingReportingOverflow(span.nanoseconds)
            return MonotonicTime(nanoseconds: overflow ? .max : sum)
        case .time(let time):
            return MonotonicTime(nanoseconds: time.nanoseconds)
        }
    }
}
