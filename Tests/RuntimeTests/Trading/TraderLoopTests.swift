import Books
import Journal
import Logging
import Strategy
import Synchronization
import TUI
import TestKit
import Testing
import Threads
import Transport
import Venues

@testable import Runtime

/// The order in which the trader's thread does things, and what it leaves in the journal.
@Suite("The trader's loop")
struct TraderLoopTests {
    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    /// What was done and told, in its order.
    private final class Deeds: Sendable {
        private let all = Mutex<[String]>([])

        var texts: [String] { all.withLock { $0 } }

        func add(_ text: String) { all.withLock { $0.append(text) } }
    }

    private struct Client: ExecutionClient {
        let venue: VenueID
        let deeds: Deeds
        var name: String { "client" }

        func run() async {}

        func send(_ command: OrderCommand) {
            if case .cancel = command { deeds.add("cancel") }
        }
    }

    private struct Handler: LogHandler {
        let deeds: Deeds
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { deeds.add("\(event.message)") }
    }

    private static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )

    private static func journal(_ folder: String) throws -> JournalTask {
        var plan = JournalPlan(
            folder: folder,
            build: "test",
            configuration: "",
            instrument: instrument,
            venues: ["BINANCE", "KRAKEN"],
            digest: { SHA256.digest($0) },
            stateChanged: { _ in }
        )
        plan.lowSpace = 0
        plan.leastSpace = 0
        return try JournalTask(plan)
    }

    /// A loop over a trader that has taken up an order in doubt at one venue; the other one only cancelled.
    private static func loop(_ journal: JournalTask, _ mailbox: Mailbox, _ deeds: Deeds) -> TraderLoop {
        let now = SteadyClock.now
        let order = OrderRequest(
            id: ClientOrderID(epoch: 1, match: 1, leg: 0, attempt: 0, side: .buy, tags: Untagged()),
            venue: VenueID(slot: 0),
            side: .buy,
            limit: Price(units: 230_000),
            quantity: Quantity(units: 100),
            expiresAt: now
        )
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: ExecutionConfiguration(epoch: 2, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: (0..<2).map { _ in TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: now) },
            bookAges: [.seconds(1), .seconds(1)],
            hasDeadMansSwitch: [false, false],
            tags: Untagged(),
            wallTime: SteadyClock.wallTime
        )
        settings.recovered = RecoveredState(
            orders: [RecoveredOrder(request: order, fencePassesAt: now, evidence: [.sendStarted])],
            ledger: Ledger(instrument, venueCount: 2),
            openings: [nil, nil],
            readSince: nil,
            gates: [.open, .cancelOnly]
        )
        let clients = (0..<2).map { Client(venue: VenueID(slot: $0), deeds: deeds) }
        return TraderLoop(
            trader: Trader(venueCount: 2, at: now, strategy: nil, execution: settings),
            builder: ViewModelBuilder(
                mode: .sim,
                instrument: instrument,
                identities: [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
            ),
            clients: [],
            dispatcher: OrderDispatcher(clients: clients, gate: OrderGate(), journal: journal, mailbox: mailbox),
            watchdog: nil,
            restart: nil,
            sentinel: nil,
            mailbox: mailbox,
            view: Latest<ConsoleViewModel>(),
            frameInterval: .milliseconds(20),
            logger: Logger(label: "test") { _ in Handler(deeds: deeds) }
        )
    }

    @Test("A clock that jumped is in the journal as every other hold is")
    func jump() throws {
        try TemporaryFile.withFolder { folder in
            let journal = try Self.journal(folder)
            let loop = Self.loop(journal, Mailbox(), Deeds())
            loop.lookAtClocks(due: MonotonicTime(nanoseconds: SteadyClock.now.nanoseconds - 2_000_000_000))
            #expect(journal.finish(within: .seconds(20)))
            let next = try Self.journal(folder)
            #expect(next.history.mode?.to == .paused)
            #expect(next.history.mode?.why == "a clock jump")
            #expect(next.finish(within: .seconds(20)))
        }
    }

    @Test("A kill cancels before a word of it is logged, and what a restart has kept closed is told first of all")
    func order() throws {
        try TemporaryFile.withFolder { folder in
            let journal = try Self.journal(folder)
            let (mailbox, deeds) = (Mailbox(), Deeds())
            let loop = Self.loop(journal, mailbox, deeds)
            #expect(deeds.texts == ["KRAKEN: cancels only, as before the restart; :venue KRAKEN resume ends it"])
            mailbox.put(.kill(.person))
            var looks = 0
            loop.run {
                looks += 1
                return looks > 1
            }
            let texts = deeds.texts
            let cancelled = try #require(texts.firstIndex(of: "cancel"))
            let told = try #require(texts.firstIndex { $0.hasPrefix("KILLED") })
            #expect(cancelled < told)
            #expect(journal.finish(within: .seconds(20)))
        }
    }
}
