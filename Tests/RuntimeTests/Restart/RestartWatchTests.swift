import Books
import TestKit
import Testing

@testable import Runtime
@testable import Strategy

/// The table that a restart ends with.
@Suite("A restart: what is told")
struct RestartWatchTests {
    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
    private static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )

    private static func request(_ match: UInt64, at slot: Int = 0) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(epoch: 1, match: match, leg: UInt8(slot), attempt: 0, side: .buy, tags: Untagged()),
            venue: VenueID(slot: slot),
            side: .buy,
            limit: Price(units: 230_000),
            quantity: Quantity(units: 100),
            expiresAt: start
        )
    }

    private static func recovered(_ orders: [(OrderRequest, [OrderEvidence])]) -> RecoveredState {
        RecoveredState(
            orders: orders.map { RecoveredOrder(request: $0, fencePassesAt: start, evidence: $1) },
            ledger: Ledger(instrument, venueCount: 2),
            openings: [nil, nil],
            readSince: nil
        )
    }

    /// A desk that has taken the orders up.
    private static func desk(_ state: RecoveredState) -> ExecutionDesk {
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: ExecutionConfiguration(epoch: 2, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: (0..<2).map { _ in
                TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: MonotonicTime(nanoseconds: 0))
            },
            bookAges: [.seconds(1), .seconds(1)],
            hasDeadMansSwitch: [false, false],
            tags: Untagged(),
            wallTime: WallTime(nanoseconds: 0)
        )
        settings.recovered = state
        return ExecutionDesk(settings, at: start)
    }

    private static func reading(_ slot: Int, agrees: Bool, drift: AccountDrift? = nil) -> TraderEffect {
        .reconciled(
            AccountReading(
                venue: VenueID(slot: slot),
                askedAt: start,
                tradesSince: WallTime(nanoseconds: 0),
                openOrders: 0,
                orphans: [],
                foreignOrders: slot,
                drift: drift,
                agrees: agrees,
                opening: nil,
                isFirst: true
            )
        )
    }

    @Test("With nothing in doubt it is told as soon as both accounts agree, and once")
    func quick() throws {
        let ended = OrderEvidence.report(OrderReport(.expired, cumulative: .zero))
        let state = Self.recovered([(Self.request(1), [.sendStarted, ended])])
        let book = Self.desk(state).book
        var watch = RestartWatch(state, names: ["A", "B"], at: Self.start)
        watch.begin(book)
        let now = Self.start + .milliseconds(250)
        let early1 = watch.take(Self.reading(0, agrees: true), book, at: now)
        #expect(early1 == nil)
        let early2 = watch.take(Self.reading(1, agrees: false), book, at: now)
        #expect(early2 == nil)
        let told = watch.take(Self.reading(1, agrees: true), book, at: now)
        let table = try #require(told)
        #expect(
            table == [
                "A: 1 orders before the restart, 0 in doubt and settled, 0 fills learned, 0 unknown of ours cancelled, "
                    + "0 of others left alone, balances equal",
                "B: 0 orders before the restart, 0 in doubt and settled, 0 fills learned, 0 unknown of ours cancelled, "
                    + "1 of others left alone, balances equal",
                "restart reconciled in 0.25 s: position 0.00000000 ETH",
            ]
        )
        let early3 = watch.take(Self.reading(1, agrees: true), book, at: now)
        #expect(early3 == nil)
    }

    @Test("An order in doubt keeps it open until its end is known")
    func doubt() throws {
        let doubtful = Self.recovered([(Self.request(1), [.sendStarted])])
        let settled = Self.recovered([
            (Self.request(1), [.sendStarted, .report(OrderReport(.expired, cumulative: .zero))])
        ])
        var watch = RestartWatch(doubtful, names: ["A", "B"], at: Self.start)
        let before = Self.desk(doubtful).book
        watch.begin(before)
        let early = (0..<2).map { watch.take(Self.reading($0, agrees: true), before, at: Self.start) }
        #expect(early == [nil, nil])
        let told = watch.take(Self.reading(0, agrees: true), Self.desk(settled).book, at: Self.start)
        let table = try #require(told)
        #expect(table[0].contains("1 orders before the restart, 1 in doubt and settled"))
    }

    @Test("Unknown orders of ours and balances that are not equal are told with their venue")
    func differences() throws {
        let state = Self.recovered([])
        let book = Self.desk(state).book
        var watch = RestartWatch(state, names: ["A", "B"], at: Self.start)
        watch.begin(book)
        let question = OrderQuestion(id: Self.request(9).id, venue: VenueID(slot: 1), number: 1)
        for _ in 0..<2 {
            let early4 = watch.take(.command(VenueID(slot: 1), .cancel(question)), book, at: Self.start)
            #expect(early4 == nil)
        }
        let early5 = watch.take(Self.reading(0, agrees: true), book, at: Self.start)
        #expect(early5 == nil)
        let drift = AccountDrift(base: 1, quote: 0)
        let told = watch.take(.drifted(VenueID(slot: 1), drift), book, at: Self.start)
        let table = try #require(told)
        #expect(table[0].hasSuffix("balances equal"))
        #expect(table[1].contains("1 unknown of ours cancelled"))
        #expect(table[1].hasSuffix("balances NOT equal"))
    }
}
