import Books
import TUI

/// The last minute of the consumer book, and for how long it was crossed and locked, from one look a frame.
struct MarketRecorder {
    /// For how long the best bid has been above the best ask.
    private(set) var crossed = TimeSpan.zero
    /// For how long they have been the same.
    private(set) var locked = TimeSpan.zero
    private var samples: [MidAndSpread?] = []
    private var lastSample: MonotonicTime?
    private var lastLook: (time: MonotonicTime, top: MidAndSpread?)?

    private static let interval = TimeSpan.seconds(1)
    private static let capacity = Int(MarketHistory.span.nanoseconds / interval.nanoseconds)

    /// Takes the top of the book at a moment; what was seen last held until now.
    mutating func note(_ top: MidAndSpread?, at now: MonotonicTime) {
        if let lastLook, let spread = lastLook.top?.spread, spread <= 0 {
            let passed = (now - lastLook.time).nanoseconds
            if spread < 0 {
                crossed.nanoseconds += passed
            } else {
                locked.nanoseconds += passed
            }
        }
        lastLook = (now, top)
        // Slots and not gaps are counted, so that a late frame does not stretch the minute.
        var due = lastSample.map { $0 + Self.interval } ?? now
        while due <= now {
            samples.append(top)
            lastSample = due
            due = due + Self.interval
            if now - due > MarketHistory.span { due = now }
        }
        if samples.count > Self.capacity { samples.removeFirst(samples.count - Self.capacity) }
    }

    /// The minute.
    var history: MarketHistory { MarketHistory(interval: Self.interval, samples: samples) }
}
