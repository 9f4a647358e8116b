import Testing
import Venues

/// The splice's decisions, number by number.
@Suite("Binance: the splice of stream and snapshot")
struct BinanceDepthSyncTests {
    typealias Event = BinanceDepthSync.Event

    /// Plays a case and writes down each decision in the file's words.
    private static func decisions(_ one: SyncCase) throws -> [String] {
        var sync = BinanceDepthSync(market: .spot)
        var snapshots = try #require(one.input["snapshots"]?.array).compactMap { $0.integer.map { UInt64($0) } }
        var buffered: [Event] = []
        var words: [String] = []
        func take(_ event: Event, _ sync: inout BinanceDepthSync) {
            let name = "\(event.first)-\(event.last)"
            switch sync.event(event) {
            case .buffer:
                words.append("buffer \(name)")
                buffered.append(event)
            case .drop: words.append("drop \(name)")
            case .apply: words.append("apply \(name)")
            case .gap(let last): words += ["gap \(name) after \(last)", "resync"]
            }
        }
        for step in try #require(one.input["stream"]?.array) {
            if let numbers = step.array {
                let first = UInt64(try #require(numbers.first?.integer))
                take(Event(first: first, last: UInt64(try #require(numbers.last?.integer))), &sync)
                continue
            }
            while !snapshots.isEmpty {
                let last = snapshots.removeFirst()
                guard case .refetch(let first) = sync.snapshot(last: last) else {
                    words.append("accept snapshot \(last)")
                    let waiting = buffered
                    buffered = []
                    for event in waiting { take(event, &sync) }
                    break
                }
                words.append("refetch(snapshot \(last) < first U \(first))")
            }
        }
        return words
    }

    @Test("Each documented case is decided as the documentation says", arguments: try SyncCase.of("binance"))
    func cases(one: SyncCase) throws {
        #expect(try Self.decisions(one) == one.decisions)
    }

    /// A splice that has taken the snapshot 100.
    private static func spliced(_ market: BinanceMarket) -> BinanceDepthSync {
        var sync = BinanceDepthSync(market: market)
        #expect(sync.snapshot(last: 100) == .accept)
        return sync
    }

    @Test(
        "The first event after a spot snapshot has to reach back to it",
        arguments: [
            (Event(first: 90, last: 99), .drop), (Event(first: 90, last: 100), .drop),
            (Event(first: 90, last: 101), .apply), (Event(first: 101, last: 101), .apply),
            (Event(first: 102, last: 103), .gap(after: 100)), (Event(first: 0, last: 101), .apply),
        ] as [(Event, BinanceDepthSync.EventDecision)]
    )
    func firstSpot(event: Event, decision: BinanceDepthSync.EventDecision) {
        var sync = Self.spliced(.spot)
        #expect(sync.event(event) == decision)
    }

    @Test(
        "The first event after a futures snapshot contains its number or names it",
        arguments: [
            (Event(first: 90, last: 99, previous: 89), .drop), (Event(first: 90, last: 100, previous: 89), .apply),
            (Event(first: 100, last: 105, previous: 99), .apply), (Event(first: 101, last: 105, previous: 100), .apply),
            (Event(first: 103, last: 105, previous: 100), .apply),
            (Event(first: 101, last: 105, previous: 99), .gap(after: 100)),
            (Event(first: 101, last: 105), .gap(after: 100)),
        ] as [(Event, BinanceDepthSync.EventDecision)]
    )
    func firstFutures(event: Event, decision: BinanceDepthSync.EventDecision) {
        var sync = Self.spliced(.usdMargined)
        #expect(sync.event(event) == decision)
    }

    @Test(
        "A later futures event names the one before it, whatever its own numbers",
        arguments: [
            (Event(first: 107, last: 110, previous: 105), .apply),
            (Event(first: 300, last: 310, previous: 105), .apply),
            (Event(first: 90, last: 105, previous: 89), .drop), (Event(first: 90, last: 104, previous: 89), .drop),
            (Event(first: 106, last: 110, previous: 104), .gap(after: 105)),
            (Event(first: 106, last: 110), .gap(after: 105)),
        ] as [(Event, BinanceDepthSync.EventDecision)]
    )
    func laterFutures(event: Event, decision: BinanceDepthSync.EventDecision) {
        var sync = Self.spliced(.usdMargined)
        #expect(sync.event(Event(first: 100, last: 105, previous: 98)) == .apply)
        #expect(sync.event(event) == decision)
    }

    @Test("Numbers at the end of their range decide without a trap", arguments: [BinanceMarket.spot, .usdMargined])
    func ends(market: BinanceMarket) {
        var sync = BinanceDepthSync(market: market)
        #expect(sync.snapshot(last: .max) == .accept)
        #expect(sync.event(Event(first: .max, last: .max, previous: .max)) == (market == .spot ? .drop : .apply))
        #expect(sync.event(Event(first: 0, last: 0, previous: 0)) == .drop)
        sync.reset()
        #expect(sync.event(Event(first: .max, last: .max)) == .buffer)
        #expect(sync.snapshot(last: 0) == .refetch(firstBuffered: .max))
    }

    @Test("A gap begins a new buffer with the event that showed it")
    func afterGap() {
        var sync = Self.spliced(.spot)
        #expect(!sync.isBuffering)
        #expect(sync.event(Event(first: 103, last: 104)) == .gap(after: 100))
        #expect(sync.isBuffering)
        #expect(sync.hasBuffered)
        #expect(sync.snapshot(last: 102) == .refetch(firstBuffered: 103))
        #expect(sync.snapshot(last: 103) == .accept)
        #expect(sync.event(Event(first: 103, last: 104)) == .apply)
        sync.reset()
        #expect(sync.isBuffering)
        #expect(!sync.hasBuffered)
    }
}
