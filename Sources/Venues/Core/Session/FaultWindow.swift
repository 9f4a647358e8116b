import Books

/// Counts faults and says when too many came in a short time.
struct FaultWindow: Sendable {
    /// How many are too many.
    let limit: Int
    /// In which time.
    let span: TimeSpan

    private var times: [MonotonicTime] = []

    /// A window in which `limit` faults within `span` are too many.
    init(limit: Int, span: TimeSpan) {
        self.limit = limit
        self.span = span
    }

    /// Takes a fault in; true if it is one too many, which empties the window.
    mutating func note(at now: MonotonicTime) -> Bool {
        times.removeAll { now - $0 >= span }
        times.append(now)
        guard times.count >= limit else { return false }
        times.removeAll()
        return true
    }
}
