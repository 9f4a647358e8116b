public import Books

/// Decides when the next frame is due: at once after a key, else at the frame rate, and never without a change.
public struct FramePacer: Sendable {
    private let interval: TimeSpan
    private var lastFrame: MonotonicTime?
    private var wanted = Urgency.none

    private enum Urgency {
        case none
        case nextSlot
        case atOnce
    }

    /// A pacer of at most `framesPerSecond` frames a second, 1 to 60; the first frame is due at once.
    public init(framesPerSecond: Int) {
        interval = TimeSpan(nanoseconds: 1_000_000_000 / Int64(min(max(framesPerSecond, 1), 60)))
        wanted = .atOnce
    }

    /// Something on the screen changed.
    public mutating func noteChange() {
        if wanted == .none {
            wanted = .nextSlot
        }
    }

    /// Something changed that a person waits for.
    public mutating func noteUrgentChange() {
        wanted = .atOnce
    }

    /// When the next frame is due; nothing while nothing changed.
    public func deadline(after now: MonotonicTime) -> MonotonicTime? {
        switch wanted {
        case .none: nil
        case .atOnce: now
        case .nextSlot: lastFrame.map { $0 + interval } ?? now
        }
    }

    /// When the next frame may be drawn that nobody waits for.
    public func earliestFrame(after now: MonotonicTime) -> MonotonicTime {
        lastFrame.map { max($0 + interval, now) } ?? now
    }

    /// Whether a frame is due.
    public func isDue(at now: MonotonicTime) -> Bool {
        guard let deadline = deadline(after: now) else { return false }
        return deadline <= now
    }

    /// A frame was drawn.
    public mutating func noteFrame(at now: MonotonicTime) {
        lastFrame = now
        wanted = .none
    }
}
