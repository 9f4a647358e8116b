public import Books

/// How far a kill is at one venue.
public struct KillProgress: Sendable, Hashable {
    /// How many orders were open there when the kill was asked for.
    public let opened: Int
    /// When the venue had said twice, half a second apart, that nothing of ours is open; nil before that.
    public internal(set) var confirmedAt: MonotonicTime?

    /// When the kill was last asked for: answers to what was asked before it confirm nothing.
    let since: MonotonicTime
    /// When the venue was asked first of those times that it had nothing open.
    var emptyAt: MonotonicTime?
    /// When the venue was last asked what is open; nil once that was answered.
    var lookedAt: MonotonicTime?
    /// When it is to be asked next.
    var lookAt: MonotonicTime
    /// When all orders are to be cancelled once more.
    var repeatAt: MonotonicTime

    init(opened: Int, since: MonotonicTime, lookAt: MonotonicTime, repeatAt: MonotonicTime) {
        self.opened = opened
        self.since = since
        self.lookAt = lookAt
        self.repeatAt = repeatAt
    }

    /// When it is due to ask what is open, as far as nothing is known to be open.
    var lookDue: MonotonicTime {
        lookedAt.map { $0 + ExecutionDesk.readPatience } ?? lookAt
    }
}
