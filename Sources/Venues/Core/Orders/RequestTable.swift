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
        /// When it is asked for by the other way as well; nil where it never is, or was already.
        var repeatAt: MonotonicTime?
    }

    /// In the order of their numbers.
    private var entries: [Entry] = []
    /// The number that was given last: what is asked for from now on has a higher one.
    private(set) var last: UInt64 = 0

    /// How many wait.
    var count: Int { entries.count }

    /// When the first of them has waited too long, or is to be asked for by the other way.
    var deadline: MonotonicTime? { entries.map { min($0.dueAt, $0.repeatAt ?? $0.dueAt) }.min() }

    /// Numbers a request that waits for `bound` at most, and is to be asked for by the other way after `repeatAfter`.
    mutating func add(
        _ job: Job,
        isStreamed: Bool,
        at now: MonotonicTime,
        bound: TimeSpan,
        repeatAfter: TimeSpan? = nil
    ) -> UInt64 {
        last += 1
        entries.append(
            Entry(
                number: last,
                job: job,
                askedAt: now,
                dueAt: now + bound,
                isStreamed: isStreamed,
                repeatAt: repeatAfter.map { now + $0 }
            )
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

    /// What has to be asked for by the other way by now, each once: it goes on waiting for its own answer.
    mutating func takeRepeats(at now: MonotonicTime) -> [Job] {
        var jobs: [Job] = []
        for index in entries.indices {
            guard let due = entries[index].repeatAt, due <= now else { continue }
            entries[index].repeatAt = nil
            jobs.append(entries[index].job)
        }
        return jobs
    }

    /// Whether one waits that `isWanted`.
    func contains(where isWanted: (Job) -> Bool) -> Bool {
        entries.contains { isWanted($0.job) }
    }
}
