import ArgumentParser
import Books
import Journal
import Runtime
import Settings
import Strategy
import Threads
import Transport
import Venues

/// Everything between the trader's decision and the venues: journal, last gate, clients, watchdog.
struct OrderPath {
    /// Where intents are written down.
    let journal: JournalTask
    /// The last gate before the venues.
    let gate: OrderGate
    /// The venues' clients, by slot.
    let clients: [any ExecutionClient]
    /// Carries the trader's effects out.
    let dispatcher: OrderDispatcher
    /// Looks after the trader.
    let watchdog: Watchdog
    /// What the trader begins with.
    let settings: ExecutionSettings

    /// Where a venue is, and with which account we trade there.
    struct Place {
        /// The host of its streams and requests.
        let host: Endpoint
        /// Signs requests.
        let signer: any RequestSigner
        /// What the client needs from outside.
        let network: FeedEnvironment
    }

    /// The order path of `sim`: Binance and Kraken, in that order, at `places`; the journal stands in `folder`.
    init(
        instrument: Instrument,
        configuration: Configuration,
        places: [Place],
        folder: String,
        mailbox: Mailbox
    ) throws(StartError) {
        let journal = try Self.journal(instrument, configuration, folder, mailbox)
        let gate = OrderGate()
        let nonces = NonceFile(path: folder + "/nonce.kraken")
        guard let floor = nonces.floor else {
            throw StartError("\(folder)/nonce.kraken holds no number: write the last nonce of the key into it")
        }
        let environment = { (place: Place, reserve: @escaping @Sendable (UInt64) -> Bool) in
            ExecutionEnvironment(
                network: place.network,
                gate: gate,
                deliver: { mailbox.put($0) },
                reserveNonces: reserve
            )
        }
        let feeds = [("ETHUSDT", 0), ("ETH/USDT", 1)].map { symbol, slot in
            FeedInstrument(venue: VenueID(slot: slot), instrument: instrument, symbol: symbol)
        }
        guard
            let binance = ExecutionTask(
                binance: feeds[0],
                stream: places[0].host,
                rest: places[0].host,
                signer: places[0].signer,
                environment: environment(places[0]) { _ in true }
            ),
            let kraken = ExecutionTask(
                kraken: feeds[1],
                stream: places[1].host,
                rest: places[1].host,
                signer: places[1].signer,
                nonceFloor: floor,
                environment: environment(places[1]) { nonces.reserve($0) }
            )
        else { throw StartError("the simulated exchanges have no address that may be used") }
        self.journal = journal
        self.gate = gate
        clients = [binance, kraken]
        watchdog = Watchdog(gate: gate, mailbox: mailbox)
        dispatcher = OrderDispatcher(clients: clients, gate: gate, journal: journal, mailbox: mailbox)
        settings = Self.settings(instrument, configuration, journal)
    }

    /// Writes the end down; false if the disk did not take it in time.
    func finish(openOrders: Int, within limit: TimeSpan) -> Bool {
        let end = JournalEnd(exitCode: 0, openOrders: openOrders, why: "the console was ended")
        journal.append([.end(end)], at: SteadyClock.now, wall: SteadyClock.wallTime)
        return journal.finish(within: limit)
    }

    // MARK: - Parts

    private static func journal(
        _ instrument: Instrument,
        _ configuration: Configuration,
        _ folder: String,
        _ mailbox: Mailbox
    ) throws(StartError) -> JournalTask {
        var plan = JournalPlan(
            folder: folder,
            build: Rung.configuration.version,
            configuration: SHA256.digest(Array("\(configuration)".utf8)).map(Self.hexadecimal).joined(),
            instrument: instrument,
            venues: SimulatedVenues.names,
            digest: { SHA256.digest($0) },
            stateChanged: { state in
                if case .unwritable(let error) = state {
                    mailbox.put(.journal(failure: error.cause))
                } else {
                    mailbox.put(.journal(failure: nil))
                }
                if case .lowSpace(let free) = state {
                    mailbox.put(.remark("the journal's disk has \(free >> 20) MiB left: free some", isWarning: true))
                }
            }
        )
        plan.isFullySynchronous = configuration.isJournalSynchronous
        do {
            return try JournalTask(plan)
        } catch {
            throw StartError(error.sentence)
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func settings(
        _ instrument: Instrument,
        _ configuration: Configuration,
        _ journal: JournalTask
    ) -> ExecutionSettings {
        var execution = ExecutionConfiguration(epoch: journal.epoch, fences: [.receiveWindow, .engineDeadline])
        execution.synchronisesArrival = configuration.synchronisesArrival
        let now = SteadyClock.now
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: execution,
            fees: [SimulatedAccount.fee, SimulatedAccount.fee],
            // 70 % of what the venues take: 50 orders in 10 s; a counter of 180 that falls by 3.75 a second.
            budgets: [
                TokenBucket(capacity: 35, perSecondThousandths: 3_500, at: now),
                TokenBucket(capacity: 126, perSecondThousandths: 2_625, at: now),
            ],
            bookAges: [.milliseconds(1_500), .seconds(3)],
            hasDeadMansSwitch: [false, true],
            tags: journal.tags,
            wallTime: SteadyClock.wallTime
        )
        settings.limits = limits(configuration)
        if journal.history.isKilled { settings.mode = .killed(.latched, since: now) }
        return settings
    }

    /// The bounds of `sim`: money is not real there, and a strategy that trades every few seconds shall not stand still
    /// after an hour; what is configured wins.
    private static func limits(_ configuration: Configuration) -> RiskLimits {
        var limits = RiskLimits()
        limits.loss = 5_000
        limits.executionsPerMinute = 60
        limits.executionsPerHour = 3_600
        for name in LimitName.allCases {
            if let value = configuration.limits[name] { name.set(value, in: &limits) }
        }
        return limits
    }
}
