import Books
import Recording
import Synchronization
import Threads

/// The tap of one venue's feeds: puts what it hears into the queue of the recording.
final class VenueTap: FeedTap {
    private let queue: CaptureQueue
    private let slot: Int
    private let connections = Atomic<UInt32>(0)

    init(queue: CaptureQueue, slot: Int) {
        self.queue = queue
        self.slot = slot
    }

    func nextConnection() -> UInt32 {
        connections.wrappingAdd(1, ordering: .relaxed).newValue
    }

    func take(_ kind: CaptureRecord.Kind, connection: UInt32, payload: Span<UInt8>, at now: MonotonicTime) {
        queue.put(
            kind,
            slot: slot,
            connection: connection,
            payload: payload,
            at: now,
            wallTime: SteadyClock.wallTime
        )
    }
}
