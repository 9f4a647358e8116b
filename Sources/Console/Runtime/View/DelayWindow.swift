import Books
import TUI

/// The delays of a feed over about the last minute, from one reading a frame.
struct DelayWindow {
    private var readings: [TimeSpan] = []
    private var next = 0
    private var lastReceived: MonotonicTime?

    /// A minute of frames at ten a second.
    private static let capacity = 600

    /// Takes the delay of the message received at `received`; the same message counts once.
    mutating func note(_ delay: TimeSpan, received: MonotonicTime) {
        guard received != lastReceived else { return }
        lastReceived = received
        if readings.count < Self.capacity {
            readings.append(delay)
        } else {
            readings[next] = delay
            next = (next + 1) % Self.capacity
        }
    }

    /// Forgets all of them: a new connection has delays of its own.
    mutating func forget() {
        readings.removeAll(keepingCapacity: true)
        next = 0
        lastReceived = nil
    }

    /// What half and what 99 of 100 of them did not exceed; nothing before the first.
    var view: DelayView? {
        guard !readings.isEmpty else { return nil }
        let sorted = readings.sorted()
        return DelayView(
            median: sorted[(sorted.count - 1) / 2],
            high: sorted[min((sorted.count * 99 + 99) / 100, sorted.count) - 1]
        )
    }
}
