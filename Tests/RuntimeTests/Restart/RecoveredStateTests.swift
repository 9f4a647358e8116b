import Books
import Journal
import Strategy
import TestKit
import Testing

@testable import Runtime

/// What a journal amounts to for the next start.
@Suite("A restart: from the journal")
struct RecoveredStateTests {
    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    private static let venues = ["binance", "kraken"]
    private static let venue = VenueID(slot: 0)
    private static let wallTime = WallTime(nanoseconds: 1_700_000_000_000_000_000)
    private static let now = MonotonicTime(nanoseconds: 5_000_000_000)

    /// By the steady clock of the machine before it was started again.
    private static let otherClock = MonotonicTime(nanoseconds: 999_000_000_000_000)

    private static func wall(_ seconds: Int64) -> WallTime {
        WallTime(nanoseconds: wallTime.nanoseconds + seconds * 1_000_000_000)
    }

    private static func span(_ seconds: Int64) -> MonotonicTime {
        MonotonicTime(nanoseconds: now.nanoseconds + seconds * 1_000_000_000)
    }

    private static func request(_ match: UInt64, at slot: Int = 0, expires: MonotonicTime = otherClock) -> OrderRequest
    {
        OrderRequest(
            id: ClientOrderID(epoch: 1, match: match, leg: UInt8(slot), attempt: 0, side: .buy, tags: Untagged()),
            venue: VenueID(slot: slot),
            side: .buy,
            limit: Price(units: 230_000),
            quantity: Quantity(units: 100),
            expiresAt: expires
        )
    }

    /// A journal of one start with an order whose fence lies so far from now by the calendar; it expires 12 s before that.
    private static func history(
        fence: Int64 = 5,
        at slot: Int = 0,
        expires: MonotonicTime = otherClock,
        _ more: [JournalEntry] = []
    ) -> JournalHistory {
        var history = JournalHistory()
        let epoch = JournalEpoch(
            number: 1,
            build: "",
            configuration: "",
            install: "",
            instrument: instrument,
            venues: venues
        )
        let intent = OrderIntent(
            request: request(0, at: slot, expires: expires),
            expiresAt: wall(fence - 12),
            fencePassesAt: wall(fence)
        )
        for entry in [.epoch(epoch), .intent(intent)] + more { history.apply(entry, at: wall(-9)) }
        return history
    }

    private static func state(_ history: JournalHistory, venues: [String] = venues) -> RecoveredState? {
        RecoveredState(
            history,
            instrument: instrument,
            venues: venues,
            fences: [.receiveWindow, .engineDeadline],
            clockError: .milliseconds(250),
            at: now,
            wallTime: wallTime
        )
    }

    private static func fence(_ fence: Int64, at slot: Int = 0, steady: MonotonicTime) throws -> MonotonicTime {
        let history = history(fence: fence, at: slot, expires: steady)
        return try #require(state(history)?.orders.first).fencePassesAt
    }

    @Test("Deadlines become instants of this start's clock, before and after now, where both clocks say the same")
    func clocks() throws {
        let order = try #require(Self.state(Self.history())?.orders.first)
        #expect(order.request.expiresAt == Self.span(-7))
        #expect(try Self.fence(5, steady: Self.span(-7)) == Self.span(5))
        #expect(try Self.fence(-100, steady: Self.span(-112)) == Self.span(-100))
    }

    @Test("A fence has passed only if both clocks say so, and never waits for longer than an order of just now would")
    func fences() throws {
        // A calendar that was set forward, and back, by an hour, and by so much that it must not overflow.
        #expect(try Self.fence(5 - 3_600, steady: Self.span(-7)) == Self.span(5))
        let bounds = [Self.span(12) + .milliseconds(250), Self.span(2)]
        for slot in 0..<2 {
            #expect(try Self.fence(3_600, at: slot, steady: Self.span(-100)) == bounds[slot])
            #expect(try Self.fence(7_000_000_000, at: slot, steady: Self.span(-100)) == bounds[slot])
            // A steady clock that says nothing: the machine was started again.
            #expect(try Self.fence(-100, at: slot, steady: Self.otherClock) == bounds[slot])
        }
        // Of another machine, which was up for longer than this order's.
        #expect(try Self.fence(1, at: 0, steady: Self.span(-3_600)) == Self.span(1))
    }

    @Test("What may go to each venue is as it was last")
    func gates() throws {
        func change(_ slot: Int, _ mode: JournalMode) -> JournalEntry {
            .mode(ModeChange(venue: VenueID(slot: slot), from: .run, to: mode, who: "operator", why: "operator"))
        }
        func kept(_ more: [JournalEntry]) throws -> [VenueGateMode] {
            try #require(Self.state(Self.history(more))).gates
        }
        #expect(try kept([]) == [.open, .open])
        #expect(try kept([change(1, .cancelOnly), change(0, .draining)]) == [.draining, .cancelOnly])
        #expect(try kept([change(1, .cancelOnly), change(1, .reconciling)]) == [.open, .reopening])
        #expect(try kept([change(1, .reconciling), change(1, .run)]) == [.open, .open])
        #expect(try kept([change(0, .paused)]) == [.held(.restart, since: Self.now), .open])
    }

    @Test("Trades are read from the last one of the venue that is longest silent, or from the oldest order in doubt")
    func trades() throws {
        #expect(try #require(Self.state(Self.history())).readSince == Self.wall(-9))
        let fill = OrderFill(
            trade: TradeID("1"),
            quantity: Quantity(units: 40),
            price: Price(units: 230_000),
            fee: .none,
            exchangeTime: Self.wall(-100)
        )
        let state = try #require(Self.state(Self.history([.evidence(Self.venue, Self.request(0).id, .fill(fill))])))
        #expect(state.readSince == Self.wall(-100))
        #expect(state.ledger.position == Quantity(units: 40))
        #expect(state.orders.first?.evidence == [.fill(fill)])
    }

    @Test("A journal of nothing, of another instrument or of other venues is not taken up")
    func others() {
        #expect(Self.state(JournalHistory()) == nil)
        #expect(Self.state(Self.history(), venues: ["binance"]) == nil)
        let other = Instrument(
            base: "BTC",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        )
        let state = RecoveredState(
            Self.history(),
            instrument: other,
            venues: Self.venues,
            fences: [.receiveWindow, .engineDeadline],
            clockError: .milliseconds(250),
            at: Self.now,
            wallTime: Self.wallTime
        )
        #expect(state == nil)
    }
}
