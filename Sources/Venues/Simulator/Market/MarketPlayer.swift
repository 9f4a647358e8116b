import Books
import Venues

/// Turns a recording into an endless market.
///
/// It begins with the recorded snapshot, drops what the snapshot covers, gives each message at its time, and begins
/// again with identifiers that never go back. What a snapshot covers is said by the venue that was recorded, in "How to
/// manage a local order book correctly": Binance Spot drops events with `u` at or below `lastUpdateId` (step 4), USD-M
/// Futures those with `u` below it (step 4).
struct MarketPlayer {
    /// The book that the market opens with.
    let opening: MarketSnapshot
    /// When the next event is due; it never goes back.
    private(set) var due: MonotonicTime
    /// How often the recording has begun again.
    private(set) var round = 0

    private var clock: PlaybackClock
    private var reader: RecordingReader
    private var upcoming: PlayedEvent
    private var coveredID: Int64
    private var changes = IdentifierShift()
    private var trades = IdentifierShift()

    /// Reads the recording up to the first event behind its snapshot.
    init(_ reader: consuming RecordingReader, clock: PlaybackClock) throws(MarketError) {
        var (_, snapshot) = try reader.seekSnapshot()
        coveredID = snapshot.lastID
        snapshot.lastID = changes.lifted(snapshot.lastID)
        self.clock = clock
        self.reader = reader
        opening = snapshot
        due = clock.start
        upcoming = .restart(snapshot)
        try advance()
    }

    /// The event that was due at ``due``.
    mutating func next() throws(MarketError) -> PlayedEvent {
        let event = upcoming
        try advance()
        return event
    }

    // MARK: - Parts

    /// Finds the event to come: the next one of this round, or the restart that begins another.
    private mutating func advance() throws(MarketError) {
        while let (time, message) = try reader.next(), clock.isWithinRound(time) {
            guard let event = event(for: message) else { continue }
            expect(event, recordedAt: time)
            return
        }
        round += 1
        clock = clock.following(due)
        changes.beginRound()
        trades.beginRound()
        try reader.rewind()
        var (time, snapshot) = try reader.seekSnapshot()
        coveredID = snapshot.lastID
        snapshot.lastID = changes.lifted(snapshot.lastID)
        expect(.restart(snapshot), recordedAt: time)
    }

    private mutating func expect(_ event: PlayedEvent, recordedAt time: WallTime) {
        upcoming = event
        due = max(due, clock.due(time, round: round))
    }

    /// What a message does to the market; nothing, if the snapshot covers it.
    private mutating func event(for message: RecordedFrame) -> PlayedEvent? {
        switch message {
        case .depth(var change, let isFutures):
            guard change.lastID > coveredID || (isFutures && change.lastID == coveredID) else { return nil }
            change.lastID = changes.lifted(change.lastID)
            return .depth(change)
        case .ticker(var ticker):
            guard ticker.identifier > coveredID else { return nil }
            ticker.identifier = changes.lifted(ticker.identifier)
            return .ticker(ticker)
        case .trade(var trade):
            trade.identifier = trades.lifted(trade.identifier)
            return .trade(trade)
        case .snapshot, .other:
            return nil
        }
    }
}
