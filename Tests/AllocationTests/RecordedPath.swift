import Books
import Foundation
import Strategy
import TestKit
import Testing
import Venues

/// The path of a message from its bytes to five levels of the consumer book, driven by recorded messages.
struct RecordedPath<Session: MarketDataSession> {
    private static var instrument: Instrument {
        Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 4)
        )
    }

    private var session: Session
    private var trader: Trader
    private var effects = SessionEffects()
    private var wanted: [TraderEffect] = []
    private var now = MonotonicTime(nanoseconds: 0)
    private var pace = TimeSpan.milliseconds(1)
    private var sink: Int64 = 0
    private let venue: VenueID
    /// Takes a message in that is no stream message; false for those that are.
    private let prepare: (inout Session, [UInt8], MonotonicTime, inout SessionEffects) -> Bool

    /// How many messages of the stream were taken in.
    private(set) var messages = 0
    /// What the heap was asked for meanwhile.
    private(set) var heap = HeapCount()
    /// How often a book had to be thrown away.
    private(set) var resyncs = 0
    /// Whether the books were ever live.
    var isLive: Bool { trader.consumer.isLive(venue) }

    init(
        _ session: Session,
        venue: VenueID,
        tick: Price,
        prepare: @escaping (inout Session, [UInt8], MonotonicTime, inout SessionEffects) -> Bool
    ) {
        self.session = session
        self.venue = venue
        self.prepare = prepare
        // With a strategy that is switched off: it measures the market all the same.
        trader = Trader(venueCount: 1, at: now, strategy: StrategySettings(instrument: Self.instrument, seed: 1))
        var batch = MarketBatch()
        let listing = VenueListing(tick: tick, lot: Quantity(units: 1), minimumNotional: .zero)
        batch.append(.listing(venue, listing))
        trader.handle(batch, at: now, into: &wanted)
    }

    /// Connects anew and takes all messages in; what the heap is asked for counts once the book is live.
    mutating func play(_ recording: [[UInt8]], counting: Bool) {
        // Slower before anything counts, so that what is done once a second has been done by then.
        pace = .milliseconds(counting ? 1 : 200)
        step { session, now, effects in
            session.handle(.disconnected, at: now, into: &effects)
            session.handle(.connected, at: now, into: &effects)
        }
        for message in recording {
            var isStream = true
            step { [prepare] session, now, effects in isStream = !prepare(&session, message, now, &effects) }
            guard isStream else { continue }
            guard counting, isLive else {
                receive(message)
                continue
            }
            var heap = heap
            heap.during { receive(message) }
            self.heap = heap
            messages += 1
        }
    }

    private mutating func receive(_ message: [UInt8]) {
        effects.removeAll()
        wanted.removeAll(keepingCapacity: true)
        now = now + pace
        session.receive(message.span, at: now, into: &effects)
        trader.handle(effects.market, at: now, into: &wanted)
        read()
    }

    private mutating func read() {
        sink &+= trader.consumer.topFive(.bid)[4].total.units &+ trader.consumer.topFive(.ask)[4].total.units
        sink &+= session.deadline?.nanoseconds ?? 0
        for effect in wanted {
            if case .resync = effect { resyncs += 1 }
        }
    }

    private mutating func step(_ body: (inout Session, MonotonicTime, inout SessionEffects) -> Void) {
        effects.removeAll()
        wanted.removeAll(keepingCapacity: true)
        body(&session, now, &effects)
        trader.handle(effects.market, at: now, into: &wanted)
        read()
    }
}
