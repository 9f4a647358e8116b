public import Books
import Glibc
import Synchronization

/// The console's end of the pipe to its sentinel: what stands at the venues, and that the console lives.
///
/// Writing never blocks. What the sentinel does not take in time is told by the next message, which holds everything
/// again. A sentinel that is gone is followed by a new one.
public final class SentinelLine: Sendable {
    /// A sentinel's process, and the end of the pipe that it listens to.
    public struct Child: Sendable {
        /// Its number.
        public let process: Int32
        /// Where it is written to; does not block.
        public let descriptor: Int32

        /// A process with its pipe.
        public init(process: Int32, descriptor: Int32) {
            self.process = process
            self.descriptor = descriptor
        }
    }

    private struct Standing {
        var child: Child?
        var open: [SentinelOrder] = []
        /// The rest of a line that the pipe took in part.
        var pending: [UInt8] = []
        var triedAt: MonotonicTime?
        var hasEnded = false
    }

    private let standing = Mutex(Standing())
    private let spawn: @Sendable () -> Child?
    private let told: @Sendable (_ sentence: String, _ isWarning: Bool) -> Void

    /// How long after one sentinel the next is started at the earliest.
    private static let pause = TimeSpan.seconds(2)

    /// A line to the sentinels that `spawn` starts; `told` hears when one comes or goes.
    public init(
        spawn: @escaping @Sendable () -> Child?,
        told: @escaping @Sendable (_ sentence: String, _ isWarning: Bool) -> Void
    ) {
        self.spawn = spawn
        self.told = told
    }

    /// Whether a sentinel listens.
    public var isWatched: Bool { standing.withLock { $0.child != nil } }

    /// The orders that may stand from now on; told before the journal lets new ones among them go.
    public func keep(_ orders: [SentinelOrder]) {
        standing.withLock { standing in
            standing.open = orders
            Self.say(.alive(orders), in: &standing)
        }
    }

    /// The console lives, which is said four times a second; begins a new sentinel where there is none.
    public func beat(at now: MonotonicTime) {
        let change = standing.withLock { standing -> (String, Bool)? in
            guard !standing.hasEnded else { return nil }
            let before = standing.child
            if let child = standing.child, Self.isGone(child) { Self.drop(&standing) }
            if standing.child != nil { Self.say(.alive(standing.open), in: &standing) }
            if standing.child == nil {
                if let tried = standing.triedAt, now - tried < Self.pause { return Self.loss(before) }
                standing.triedAt = now
                standing.child = spawn()
                standing.pending = []
                Self.say(.alive(standing.open), in: &standing)
            }
            guard standing.child?.process != before?.process else { return nil }
            guard let child = standing.child else {
                return ("no sentinel can be started: nobody cancels if the console dies", true)
            }
            return ("the sentinel is process \(child.process)", false)
        }
        if let change { told(change.0, change.1) }
    }

    /// The console ends: in good order, or with orders that the sentinel shall cancel.
    public func end(isClean: Bool) {
        standing.withLock { standing in
            standing.hasEnded = true
            if isClean { Self.say(.goodbye, in: &standing) }
            if let child = standing.child { _ = close(child.descriptor) }
            standing.child = nil
        }
    }

    // MARK: - Parts

    private static func loss(_ before: Child?) -> (String, Bool)? {
        before.map { ("the sentinel \($0.process) is gone: another is started", true) }
    }

    private static func isGone(_ child: Child) -> Bool {
        var status: Int32 = 0
        return unsafe waitpid(child.process, &status, WNOHANG) != 0
    }

    private static func drop(_ standing: inout Standing) {
        if let child = standing.child { _ = close(child.descriptor) }
        standing.child = nil
        standing.pending = []
    }

    /// Writes what the pipe takes; a message that comes while an older one waits is left out.
    private static func say(_ message: SentinelMessage, in standing: inout Standing) {
        flush(&standing)
        guard standing.pending.isEmpty else { return }
        standing.pending = message.line
        flush(&standing)
    }

    private static func flush(_ standing: inout Standing) {
        guard let child = standing.child, !standing.pending.isEmpty else { return }
        let count = unsafe write(child.descriptor, standing.pending, standing.pending.count)
        if count >= 0 {
            standing.pending.removeFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            // It is gone; the next beat sees to another.
            standing.pending = []
        }
    }
}
