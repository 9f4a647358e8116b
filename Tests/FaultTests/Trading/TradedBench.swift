import Books
import Foundation
import Journal
import Logging
import Runtime
import Simulator
import Strategy
import TUI
import TestKit
import Testing
import Threads
import Transport
import Venues

/// The whole console but its screen: two simulated exchanges over TLS, feeds, order paths, journal, strategy.
final class TradedBench: Sendable {
    let exchanges: [ExchangeServer]
    let gate = OrderGate()
    let trader: TraderTask
    let folder: String

    private let journal: JournalTask
    private let supervisor: Supervisor
    private let rest: CurlRESTClient

    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    /// What the exchanges take: one and two millionths, because the market here is only a hundredth of a percent deep.
    static let fees = [FeeRate(clamping: 100), FeeRate(clamping: 200)]

    private static let authority = Result { try CertificateAuthority() }
    private static let keys = [("binance-key", "binance-secret"), ("kraken-key", "kraken-secret")]

    /// The bench; `ed25519` is the key that the account at Binance has instead of a secret.
    init(folder: String, limits: RiskLimits, ed25519: Ed25519KeyPair? = nil) throws {
        self.folder = folder
        let authority = try Self.authority.get()
        let trust = TrustAnchors.authority(pem: authority.pem)
        let identity = try authority.issue(for: CertificateAuthority.loopbackNames, validity: .week)
        exchanges = try [ExchangeVenue.binance, .kraken].enumerated().map { slot, venue in
            let configuration = try ExchangeConfiguration(
                venue,
                Self.listing(venue),
                playback: PlaybackClock(start: SteadyClock.now, origin: WallTime(nanoseconds: 0), period: nil),
                security: .tls(identity),
                accounts: [Self.account(slot, slot == 0 ? ed25519 : nil)]
            )
            return try ExchangeServer(configuration, market: SteadyMarket(SteadyMarket.Truth(), seed: UInt64(slot + 1)))
        }
        let rest = CurlRESTClient(trust: trust)
        self.rest = rest
        let mailbox = Mailbox()
        let network = FeedEnvironment(
            makePort: { wake in CurlStreamPort(wake: wake, trust: trust) },
            rest: rest,
            digests: OpenSSLDigests(),
            random: { UInt64.random(in: 0 ... .max) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let hosts = try exchanges.map { exchange in
            try #require(Endpoint(host: "127.0.0.1", port: exchange.port, isSecure: true, path: "/"))
        }
        journal = try JournalTask(Self.plan(folder, mailbox))
        let signers = try (0..<2).map { try Self.signer($0, $0 == 0 ? ed25519 : nil, in: folder) }
        let clients = try Self.clients(hosts, signers, network, gate, mailbox)
        let identities = [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
        let watchdog = Watchdog(gate: gate, mailbox: mailbox)
        trader = TraderTask(
            mailbox: mailbox,
            builder: ViewModelBuilder(mode: .sim, instrument: Self.instrument, identities: identities),
            venueCount: 2,
            strategy: try Self.strategy(),
            execution: Self.settings(journal, limits),
            dispatcher: OrderDispatcher(clients: clients, gate: gate, journal: journal, mailbox: mailbox),
            watchdog: watchdog,
            frameInterval: .milliseconds(20),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        supervisor = Supervisor(
            clients: try Self.feeds(hosts, network, mailbox),
            executions: clients,
            watchdog: watchdog,
            trader: trader
        )
    }

    /// A bench in a folder of its own, whose limits let the strategy trade without a rest.
    static func busy(ed25519: Ed25519KeyPair? = nil) throws -> TradedBench {
        let folder = FileManager.default.temporaryDirectory.path + "/rung-trading-\(UUID().uuidString)"
        var limits = RiskLimits()
        limits.booksApart = .seconds(1)
        limits.loss = 100_000
        limits.executionsPerMinute = 600
        limits.orderVolumePercent = 50
        return try TradedBench(folder: folder, limits: limits, ed25519: ed25519)
    }

    // MARK: - Running

    /// Runs everything while `body` runs, then ends it in good order.
    func run(_ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { [supervisor] in await supervisor.run() }
            do {
                try await body()
            } catch {
                group.cancelAll()
                throw error
            }
            trader.mailbox.put(.stop)
            try await group.waitForAll()
        }
        #expect(journal.finish(within: .seconds(5)))
        rest.close()
        for exchange in exchanges { exchange.stop() }
    }

    /// Waits for a picture of the console that `isSo`: for longer than a venue is distrusted whose book was wrong three times,
    /// which a market that changes from one moment to the next can look like.
    func picture(_ what: Comment, _ isSo: (ConsoleViewModel) -> Bool) async throws -> ConsoleViewModel {
        let deadline = SteadyClock.now + .seconds(120)
        var newest: ConsoleViewModel?
        while SteadyClock.now < deadline {
            if let view = trader.view.take() {
                newest = view
                if isSo(view) { return view }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        let notices = newest?.notices.map(\.text).joined(separator: "; ") ?? "nothing was ever shown"
        Issue.record("\(what) did not come within 120 s: \(notices)")
        throw CancellationError()
    }

    /// How many orders the exchanges have ever accepted.
    var orderCount: Int {
        exchanges.reduce(0) { $0 + ($1.accountReport.accounts.first?.orders.count ?? 0) }
    }

    /// Takes the journal's folder away.
    func removeFolder() {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            Issue.record("\(folder) is left behind: \(error)")
        }
    }

    /// What all fills in the journal come to: read back from its files.
    func ledger() throws -> Ledger {
        let again = try JournalTask(Self.plan(folder, Mailbox()))
        defer { _ = again.finish(within: .seconds(5)) }
        return try #require(again.history.ledger)
    }

    /// What an exchange says that the account has gained since the beginning, in 10^-14: base and quote.
    func gained(_ slot: Int) throws -> (base: Int128, quote: Int128) {
        let balances = try #require(exchanges[slot].accountReport.accounts.first).balances
        let total = { (asset: String, opening: Int128) throws -> Int128 in
            let balance = try #require(balances.first { $0.asset == asset })
            return try Self.amount(balance.free) + Self.amount(balance.locked) - opening * 100_000_000_000_000
        }
        return (try total("ETH", 20), try total("USDT", 60_000))
    }

    /// A plain decimal in 10^-14.
    private static func amount(_ text: String) throws -> Int128 {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, 14 - fraction.count))
        return try #require(Int128(String(parts[0]) + padded.prefix(14)))
    }

    // MARK: - Parts

    private static func listing(_ venue: ExchangeVenue) -> ExchangeInstrument {
        ExchangeInstrument(
            symbol: venue == .binance ? "ETHUSDT" : "ETH/USDT",
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8),
            tick: Price(units: 1),
            lot: Quantity(units: 10_000),
            minimumQuantity: Quantity(units: 10_000),
            minimumNotional: Notional(units: 5_000_000_000)
        )
    }

    private static func account(_ slot: Int, _ pair: Ed25519KeyPair?) -> TradingAccount {
        let fee = fees[slot].units / 100
        return TradingAccount(
            apiKey: keys[slot].0,
            credential: pair.map { .ed25519(publicKey: $0.publicKey) } ?? .secret(Array(keys[slot].1.utf8)),
            balances: [TradingAccount.Holding("ETH", "20"), TradingAccount.Holding("USDT", "60000")],
            fees: TradingAccount.FeeSchedule(makerMillionths: fee, takerMillionths: fee),
            tier: .pro
        )
    }

    private static func plan(_ folder: String, _ mailbox: Mailbox) -> JournalPlan {
        JournalPlan(
            folder: folder,
            build: "test",
            configuration: "test",
            instrument: instrument,
            venues: ["binance", "kraken"],
            digest: { SHA256.digest($0) },
            stateChanged: { state in
                if case .unwritable(let error) = state { mailbox.put(.journal(failure: error.cause)) }
            }
        )
    }

    /// A strategy that lets a client come across the spread each second, and pays the dearer of the two fees.
    private static func strategy() throws -> StrategySettings {
        var settings = StrategySettings(instrument: instrument, seed: 3)
        settings.warmUp = 3
        for (name, value) in [
            ("profile", "taking"), ("takers", "100"), ("fee", "0.02"), ("edge", "0"), ("share", "25"),
        ] {
            try settings.parameters.set(name, to: value)
        }
        return settings
    }

    private static func settings(_ journal: JournalTask, _ limits: RiskLimits) -> ExecutionSettings {
        let now = SteadyClock.now
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: ExecutionConfiguration(epoch: journal.epoch, fences: [.receiveWindow, .engineDeadline]),
            // Wrong on purpose: the accounts say what they are.
            fees: [.zero, .zero],
            budgets: (0..<2).map { _ in TokenBucket(capacity: 100, perSecondThousandths: 20_000, at: now) },
            bookAges: [.milliseconds(1_500), .seconds(3)],
            hasDeadMansSwitch: [false, true],
            tags: journal.tags,
            wallTime: SteadyClock.wallTime
        )
        settings.limits = limits
        return settings
    }

    /// What signs at a venue; a private key comes as it does for a person, from a key file.
    private static func signer(_ slot: Int, _ pair: Ed25519KeyPair?, in folder: String) throws -> any RequestSigner {
        let hash = slot == 0 ? OpenSSLSigner.Hash.sha256 : .sha512
        guard let pair else {
            let secret = try Secret(known: Array(keys[slot].1.utf8))
            return OpenSSLSigner(key: keys[slot].0, secret: secret, hash: hash)
        }
        let path = folder + "/key"
        let text = Array("\(keys[slot].0)\n".utf8) + pair.privateText
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(isWritten)
        return try KeyFile.read(path, isBase64: false).signer(hash)
    }

    private static func clients(
        _ hosts: [Endpoint],
        _ signers: [any RequestSigner],
        _ network: FeedEnvironment,
        _ gate: OrderGate,
        _ mailbox: Mailbox
    ) throws -> [any ExecutionClient] {
        let environment = ExecutionEnvironment(network: network, gate: gate, deliver: { mailbox.put($0) })
        return [
            try #require(
                ExecutionTask(
                    binance: FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT"),
                    stream: hosts[0],
                    rest: hosts[0],
                    signer: signers[0],
                    environment: environment
                )
            ),
            try #require(
                ExecutionTask(
                    kraken: FeedInstrument(venue: VenueID(slot: 1), instrument: instrument, symbol: "ETH/USDT"),
                    stream: hosts[1],
                    rest: hosts[1],
                    signer: signers[1],
                    nonceFloor: 0,
                    environment: environment
                )
            ),
        ]
    }

    private static func feeds(
        _ hosts: [Endpoint],
        _ network: FeedEnvironment,
        _ mailbox: Mailbox
    ) throws -> [any MarketDataClient] {
        let binance = FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT")
        let kraken = FeedInstrument(venue: VenueID(slot: 1), instrument: instrument, symbol: "ETH/USDT")
        return [
            FeedTask(
                venue: VenueID(slot: 0),
                name: "binance",
                session: try #require(
                    BinanceSession(feed: binance, market: .spot, stream: hosts[0], rest: hosts[0])
                ),
                environment: network,
                mailbox: mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: "kraken",
                session: try #require(KrakenSession(feed: kraken, stream: hosts[1])),
                environment: network,
                mailbox: mailbox
            ),
        ]
    }
}
