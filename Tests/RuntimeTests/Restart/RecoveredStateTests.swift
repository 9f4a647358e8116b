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

    private static func wall(_ seconds: Int64) -> WallTime {
        WallTime(nanoseconds: wallTime.nanoseconds + seconds * 1_000_000_000)
    }

    private static func request(_ match: UInt64) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(epoch: 1, match: match, leg: 0, attempt: 0, side: .buy, tags: Untagged()),
            venue: venue,
            side: .buy,
            limit: Price(units: 230_000),
            quantity: Quantity(units: 100),
            // The steady clock of the machine before it was started again.
            expiresAt: MonotonicTime(nanoseconds: 999_000_000_000_000)
        )
    }

    /// A journal of one start with an order whose deadlines lie so far from now.
    private static func history(fence: Int64 = 5, _ more: [JournalEntry] = []) -> JournalHistory {
        var history = JournalHistory()
        let epoch = JournalEpoch(
            number: 1,
            build: "",
            configuration: "",
            install: "",
            instrument: instrument,
            venues: venues
        )
        let intent = OrderIntent(request: request(0), expiresAt: wall(-7), fencePassesAt: wall(fence))
        for entry in [.epoch(epoch), .intent(intent)] + more { history.apply(entry, at: wall(-9)) }
        return history
    }

    private static func state(_ history: JournalHistory, venues: [String] = venues) -> RecoveredState? {
        RecoveredState(history, instrument: instrument, venues: venues, at: now, wallTime: wallTime)
    }

    @Test("Deadlines by the calendar become instants of this start's clock, before and after now")
    func clocks() throws {
        let order = try #require(Self.state(Self.history())?.orders.first)
        #expect(order.request.expiresAt == MonotonicTime(nanoseconds: Self.now.nanoseconds - 7_000_000_000))
        #expect(order.fencePassesAt == Self.now + .seconds(5))
        // A calendar that was set far back must not overflow.
        let far = try #require(Self.state(Self.history(fence: 7_000_000_000))?.orders.first)
        #expect(far.fencePassesAt > Self.now)
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
            at: Self.now,
            wallTime: Self.wallTime
        )
        #expect(state == nil)
    }
}
