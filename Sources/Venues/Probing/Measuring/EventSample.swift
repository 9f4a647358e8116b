import Books

/// A sample of a stream's events that all hosts draw alike.
///
/// A day of trades is millions of events, too many for a report, and hosts can only race in events that both kept. So
/// what is kept depends on the venue's number alone: those whose scrambled number ends in enough zero bits. When the
/// sample is full, one more bit is asked for, and half of it goes.
public struct EventSample: Sendable {
    /// How many events are kept at most.
    public let limit: Int
    /// How many zero bits are asked for: one event in 2^``bits`` is kept.
    public private(set) var bits = 0
    /// How many events there were.
    public private(set) var total = 0
    /// The events that were kept, in the order in which they were heard.
    public private(set) var events: [HeardEvent] = []

    private var highest: UInt64?

    /// An empty sample of at most `limit` events.
    public init(limit: Int = 20_000) {
        self.limit = limit
    }

    /// Takes an event in; one that is not newer than all before it is a repetition and is left out.
    public mutating func take(_ event: HeardEvent) {
        if let highest, event.sequence <= highest { return }
        highest = event.sequence
        total += 1
        guard Self.zeroBits(of: event.sequence) >= bits else { return }
        events.append(event)
        while events.count > limit {
            bits += 1
            events.removeAll { Self.zeroBits(of: $0.sequence) < bits }
        }
    }

    /// How many zero bits a scrambled number ends in: a number of the venue's may itself be even only.
    static func zeroBits(of sequence: UInt64) -> Int {
        var scrambler = SeededRandom(seed: sequence)
        return scrambler.next().trailingZeroBitCount
    }
}
