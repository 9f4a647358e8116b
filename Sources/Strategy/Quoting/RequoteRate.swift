import Books

/// How often quotes were made anew in the last ten seconds.
struct RequoteRate: Sendable {
    /// The time that counts.
    static let window = TimeSpan.seconds(10)

    /// As many times as there can be in the window, the newest written over the oldest.
    private var times: [64 of MonotonicTime] = InlineArray(repeating: MonotonicTime(nanoseconds: .min / 2))
    private var next = 0

    /// Nothing yet.
    init() {}

    /// Notes that it was done.
    mutating func note(_ now: MonotonicTime) {
        times[next] = now
        next = (next + 1) % times.count
    }

    /// How often it was done.
    func count(at now: MonotonicTime) -> Int {
        times.indices.reduce(0) { $0 + (now - times[$1] < Self.window ? 1 : 0) }
    }
}
