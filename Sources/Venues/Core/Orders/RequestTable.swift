import Books

/// The requests that wait for an answer, by the number that went along.
struct RequestTable<Job: Sendable>: Sendable {
    /// A request that waits.
    struct Entry: Sendable {
        let number: UInt64
        let job: Job
        let askedAt: MonotonicTime
        let dueAt: MonotonicTime
        /// Whether it went over the stream, and so is in doubt when that ends.
        let isStreamed: Bool
    }

    /// In the order of their numbers.
    private var entries: [Entry] = []
    private var last: UInt64 = 0

    /// How many wait.
    var count: Int { entries.count }

    /// When the first of them has waited too long.
    var deadline: MonotonicTime? { entries.map(\.dueAt).min() }

    /// Numbers a request that waits for `bound` at most.
    mutating func add(_ job: Job, isStreamed: Bool, at now: MonotonicTime, bound: TimeSpan) -> UInt64 {
        last += 1
        entries.append(
            Entry(number: last, job: job, askedAt: now, dueAt: now + bound, isStreamed: isStreamed)
        )
        return last
    }

    /// Takes out the request of that number; nil if none waits under it, because it was answered or given up.
    mutating func take(_ number: UInt64) -> Entry? {
        guard let place = entries.firstIndex(where: { $0.number == number }) else { return nil }
        return entries.remove(at: place)
    }

    /// Takes out the first request that `isWanted`.
    mutating func takeFirst(where isWanted: (Job) -> Bool) -> Entry? {
        guard let place = entries.firstIndex(where: { isWanted($0.job) }) else { return nil }
        return entries.remove(at: place)
    }

    /// Takes out what went over the stream.
    mutating func takeStreamed() -> [Entry] {
        let taken = entries.filter(\.isStreamed)
        entries.removeAll(where: \.isStreamed)
        return taken
    }

    /// Takes out what has waited too long.
    mutating func takeOverdue(at now: MonotonicTime) -> [Entry] {
        let taken = entries.filter { $0.dueAt <= now }
        entries.removeAll { $0.dueAt <= now }
        return taken
    }

    /// Whether one waits that `isWanted`.
    func contains(where isWanted: (Job) -> Bool) -> Bool {
        entries.contains { isWanted($0.job) }
    }
}
