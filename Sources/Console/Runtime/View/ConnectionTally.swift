import Books

/// How often a venue was connected anew, and when its levels last left the consumer book.
struct ConnectionTally {
    /// How many connections were tried after the first.
    private(set) var tries = 0
    /// When the book was live last, while it is not.
    private(set) var removedAt: WallTime?

    private var hasConnected = false
    private var wasLive = false

    /// Takes a new state.
    mutating func note(_ state: FeedState, wallTime: WallTime) {
        if case .connecting = state {
            tries += hasConnected ? 1 : 0
            hasConnected = true
        }
        if case .down = state { hasConnected = true }
        if state.isLive {
            removedAt = nil
        } else if wasLive {
            removedAt = wallTime
        }
        wasLive = state.isLive
    }
}
