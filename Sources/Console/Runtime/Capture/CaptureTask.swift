public import Books
public import Recording
import Synchronization
import Threads

/// Records what feeds receive: takes it from their threads without ever holding one up, and writes it on its own.
///
/// A recording that fails, because the disk is full or the folder is gone, ends with an error in its status and goes on
/// taking nothing; whoever is recorded goes on as before.
public final class CaptureTask: Sendable {
    /// What a recording is made with.
    public struct Plan: Sendable {
        /// The folder that it goes to, which is made.
        public var folder: String
        /// What is recorded.
        public var description: CaptureDescription
        /// When blocks and segments turn.
        public var limits: CaptureLimits
        /// How many bytes may wait for the disk.
        public var queueLimit: Int
        /// Makes a SHA-256.
        public var makeDigest: @Sendable () -> any RollingDigest

        /// A plan with all its parts.
        public init(
            folder: String,
            description: CaptureDescription,
            limits: CaptureLimits = CaptureLimits(),
            queueLimit: Int = 32 << 20,
            makeDigest: @escaping @Sendable () -> any RollingDigest
        ) {
            self.folder = folder
            self.description = description
            self.limits = limits
            self.queueLimit = queueLimit
            self.makeDigest = makeDigest
        }
    }

    private let plan: Plan
    private let queue: CaptureQueue
    private let current = Mutex(CaptureStatus())
    private let hasBegun = WakeDescriptor()
    private let ended = WakeDescriptor()

    /// Begins a recording; an error where its folder or its first segment cannot be written.
    public init(_ plan: Plan) throws(CaptureError) {
        self.plan = plan
        queue = CaptureQueue(venueCount: plan.description.venues.count, limit: plan.queueLimit)
        DedicatedThread.start("recorder") { self.run() }
        while !hasBegun.wait(until: SteadyClock.now + .seconds(1)) {}
        if let failure = current.withLock({ $0.failure }) { throw failure }
    }

    /// How the recording is getting on.
    public var status: CaptureStatus {
        var status = current.withLock { $0 }
        status.lost = max(status.tally.lost, queue.lost)
        return status
    }

    /// The tap for the feeds of the venue in that slot of the description.
    public func tap(slot: Int) -> any FeedTap {
        VenueTap(queue: queue, slot: slot)
    }

    /// Ends the recording in good order; false if the disk did not take the rest within `limit`.
    public func finish(within limit: TimeSpan) -> Bool {
        queue.end()
        return ended.wait(until: SteadyClock.now + limit)
    }

    // MARK: - The writer's thread

    /// How often what is there is written, so that a crash costs no more than that.
    private static let flushInterval = TimeSpan.seconds(1)
    /// How often the queue is looked into while it is not full.
    private static let interval = TimeSpan.milliseconds(100)

    private func run() {
        do {
            try write()
        } catch {
            queue.close()
            current.withLock { $0.failure = error }
        }
        current.withLock { $0.hasEnded = true }
        hasBegun.wake()
        ended.wake()
    }

    private func write() throws(CaptureError) {
        var writer = try CaptureWriter(
            folder: plan.folder,
            description: plan.description,
            limits: plan.limits,
            at: SteadyClock.now,
            makeDigest: plan.makeDigest
        )
        hasBegun.wake()
        var bytes: [UInt8] = []
        var flushAt = SteadyClock.now + Self.flushInterval
        var isEnding = false
        while !isEnding {
            queue.wake.wait(until: SteadyClock.now + Self.interval)
            queue.wake.clear()
            isEnding = queue.take(into: &bytes, at: SteadyClock.now, wallTime: SteadyClock.wallTime)
            try writer.take(bytes)
            bytes.removeAll(keepingCapacity: bytes.count < 4 << 20)
            if SteadyClock.now >= flushAt {
                try writer.flush()
                flushAt = SteadyClock.now + Self.flushInterval
            }
            publish(writer.tally, writer.segmentNumber)
        }
        try writer.finish(at: SteadyClock.now, wallTime: SteadyClock.wallTime)
        publish(writer.tally, writer.segmentNumber)
    }

    private func publish(_ tally: CaptureTally, _ segment: UInt32) {
        current.withLock { status in
            status.tally = tally
            status.segment = segment
        }
    }
}
