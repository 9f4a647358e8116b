/// Decides for each depth event whether it is buffered, dropped, applied or proves a gap.
///
/// Binance's procedure, "How to manage a local order book correctly" (Spot documentation, wording of 12 Nov 2025):
/// 1. buffer the stream's events and note the first number U of the first one;
/// 2. fetch a snapshot;
/// 3. a snapshot older than that U is of no use: fetch again, keep the buffer;
/// 4. drop events up to the snapshot's number; the first one kept must reach back to it;
/// 5. take the snapshot;
/// 6. apply each event; one that is covered already is ignored, one that leaves numbers out is a gap: begin again at 1.
/// USD-M futures number differently: there the first kept event must contain the snapshot's number itself, and each
/// later one names its predecessor (`pu`).
public struct BinanceDepthSync: Sendable, Equatable {
    /// The numbers of one depth event.
    public struct Event: Sendable, Equatable {
        /// `U`, the first change in the event.
        public let first: UInt64
        /// `u`, the last change in the event.
        public let last: UInt64
        /// `pu`, the last change of the event before; futures only.
        public let previous: UInt64?

        /// An event that covers the changes `first` to `last`.
        public init(first: UInt64, last: UInt64, previous: UInt64? = nil) {
            self.first = first
            self.last = last
            self.previous = previous
        }
    }

    /// What is to be done with an event.
    public enum EventDecision: Sendable, Equatable {
        /// Keep it until there is a snapshot.
        case buffer
        /// It is in the book already.
        case drop
        /// Apply it.
        case apply
        /// Changes between `after` and the event are missing. The event has become the first one of a new buffer.
        case gap(after: UInt64)
    }

    /// What is to be done with a snapshot.
    public enum SnapshotDecision: Sendable, Equatable {
        /// Take it, then offer the buffered events again, in order.
        case accept
        /// It ends before the first buffered event begins: fetch another.
        case refetch(firstBuffered: UInt64)
    }

    private enum State: Sendable, Equatable {
        /// Waiting for a snapshot; the first number of the first buffered event. Moves to `spliced` on accept.
        case buffering(first: UInt64?)
        /// The snapshot is taken, no event has been applied to it yet. Moves to `following` at the first one applied,
        /// to `buffering` on a gap.
        case spliced(last: UInt64)
        /// In step with the stream. Moves to `buffering` on a gap.
        case following(last: UInt64)
    }

    private let market: BinanceMarket
    private var state = State.buffering(first: nil)

    /// The procedure at its beginning.
    public init(market: BinanceMarket) {
        self.market = market
    }

    /// Whether the book waits for a snapshot.
    public var isBuffering: Bool {
        switch state {
        case .buffering: true
        case .spliced, .following: false
        }
    }

    /// Whether an event is waiting for a snapshot.
    public var hasBuffered: Bool {
        switch state {
        case .buffering(let first): first != nil
        case .spliced, .following: false
        }
    }

    /// Takes the next event of the stream, or a buffered one after a snapshot was accepted.
    public mutating func event(_ event: Event) -> EventDecision {
        switch state {
        case .buffering(let first):
            if first == nil { state = .buffering(first: event.first) }
            return .buffer
        case .spliced(let last):
            if isCovered(event, bySnapshot: last) { return .drop }
            guard reaches(event, backToSnapshot: last) else { return gap(event, after: last) }
        case .following(let last):
            if event.last <= last { return .drop }
            guard follows(event, last) else { return gap(event, after: last) }
        }
        state = .following(last: event.last)
        return .apply
    }

    /// Takes a snapshot whose last change is `last`.
    public mutating func snapshot(last: UInt64) -> SnapshotDecision {
        switch state {
        case .buffering(let first?) where last < first:
            return .refetch(firstBuffered: first)
        case .buffering, .spliced, .following:
            state = .spliced(last: last)
            return .accept
        }
    }

    /// Begins again with an empty buffer.
    public mutating func reset() {
        state = .buffering(first: nil)
    }

    // MARK: - The numbering rules

    private mutating func gap(_ event: Event, after last: UInt64) -> EventDecision {
        state = .buffering(first: event.first)
        return .gap(after: last)
    }

    /// Step 4, first half.
    private func isCovered(_ event: Event, bySnapshot last: UInt64) -> Bool {
        switch market {
        case .spot: event.last <= last
        case .usdMargined: event.last < last
        }
    }

    /// Step 4, second half.
    ///
    /// The event is not covered, so its end lies behind the snapshot.
    private func reaches(_ event: Event, backToSnapshot last: UInt64) -> Bool {
        switch market {
        case .spot: event.first == 0 || event.first - 1 <= last
        case .usdMargined: event.first <= last || event.previous == last
        }
    }

    /// Step 6.
    private func follows(_ event: Event, _ last: UInt64) -> Bool {
        switch market {
        case .spot: event.first == 0 || event.first - 1 <= last
        case .usdMargined: event.previous == last
        }
    }
}
