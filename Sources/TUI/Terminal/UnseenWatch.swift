import Books

/// Finds out that nobody can see the screen: the terminal takes nothing any more, so that no frame could be drawn.
struct UnseenWatch {
    /// How long that may last; nil where it is allowed.
    let limit: TimeSpan?

    private var lastFrame: MonotonicTime
    private var hasTold = false

    /// A watch that begins with a frame.
    init(limit: TimeSpan?, at now: MonotonicTime) {
        self.limit = limit
        lastFrame = now
    }

    /// A frame could be drawn: what came before it has reached the terminal.
    mutating func noteFrame(at now: MonotonicTime) {
        lastFrame = now
        hasTold = false
    }

    /// Whether the screen was not seen for too long, told once a blockage.
    mutating func isOver(isBlocked: Bool, at now: MonotonicTime) -> Bool {
        guard let limit, isBlocked, !hasTold, now - lastFrame >= limit else { return false }
        hasTold = true
        return true
    }
}
