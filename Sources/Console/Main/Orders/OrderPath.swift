import ArgumentParser
import Books
import Journal
import Runtime
import Settings
import Strategy
import TUI
import Threads
import Transport
import Venues

/// Everything between the trader's decision and the venues: journal, last gate, clients, watchdog, sentinel.
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
    /// Tells the process beside the console that it lives; nil where the exchanges die with the console anyway.
    let sentinel: SentinelLine?
    /// What the trader begins with.
    let settings: ExecutionSettings

    /// How long a start waits for the sentinel of the one before, which may be cancelling with the same keys.
    private static let sentinelPatience = TimeSpan.seconds(5)

    /// The order path of `sim`: Binance and Kraken, in that order, at `places`; the journal stands in `folder`, and the
    /// sentinel writes to the log in `log`.
    init(
        _ places: VenuePlaces,
        _ configuration: Configuration,
        folder: String,
        log: String,
        mailbox: Mailbox,
        network: (_ slot: Int) -> FeedEnvironment
    ) throws(StartError) {
        let journal = try Self.journal(configuration, folder, mailbox)
        guard FileLock.wait(folder + "/" + SentinelRun.lockFile, until: SteadyClock.now + Self.sentinelPatience) else {
            throw StartError("the sentinel of an earlier start still cancels orders: start again in a minute")
        }
        let gate = OrderGate()
        let nonces = NonceFile(path: folder + "/" + OrderClients.nonceFile)
        guard let floor = nonces.floor else {
            throw StartError("\(folder)/nonce.kraken holds no number: write the last nonce of the key into it")
        }
        let networks = places.hosts.indices.map(network)
        let environment = { (slot: Int, reserve: @escaping @Sendable (UInt64) -> Bool) in
            ExecutionEnvironment(
                network: networks[slot],
                gate: gate,
                deliver: { mailbox.put($0) },
                reserveNonces: reserve
            )
        }
        self.journal = journal
        self.gate = gate
        clients = [
            try OrderClients.binance(places, environment(0) { _ in true }),
            try OrderClients.kraken(places, above: floor, environment(1) { nonces.reserve($0) }),
        ]
        let handover = SentinelHandover(logFolder: log, journal: folder, places: places)
        sentinel =
            places.outliveUs
            ? SentinelLine(
                spawn: { SentinelProcess.start(handover) },
                told: { mailbox.put(.remark($0, isWarning: $1)) }
            ) : nil
        watchdog = Watchdog(gate: gate, mailbox: mailbox, sentinel: sentinel)
        dispatcher = OrderDispatcher(clients: clients, gate: gate, journal: journal, mailbox: mailbox)
        let begin = OrderSettings.make(configuration, journal, isRestart: places.outliveUs)
        settings = begin.settings
        for change in begin.kept {
            let sentence = LimitWords.sentence(kept: change, quote: Composition.instrument.quote)
            mailbox.put(.remark(sentence, isWarning: true))
        }
        // What begins held or killed is so at the last gate, too.
        switch settings.mode {
        case .running, .reducing: break
        case .held: gate.close(.hold)
        case .killed: gate.close(.kill)
        }
    }

    /// Writes the end down and lets the sentinel go, or not if anything is left for it; what there is to say of the end.
    func finish(_ last: ConsoleViewModel?, exitCode: Int32, hasEnded: Bool) -> String {
        let open = last?.orders.count { $0.phase.isOpen } ?? 0
        let isClean = hasEnded && open == 0
        sentinel?.end(isClean: isClean)
        let code = open > 0 ? ExitStatus.ordersLeft.rawValue : exitCode
        let end = JournalEnd(exitCode: Int(code), openOrders: open, why: "the console was ended")
        journal.append([.end(end)], at: SteadyClock.now, wall: SteadyClock.wallTime)
        let isWritten = journal.finish(within: .seconds(2))
        let unit = Composition.instrument.quantityUnit
        let position = last?.account.position.map { DecimalText.text($0.units, unit: unit) } ?? "not known"
        let head = journal.head.map { "\($0.file) to record \($0.sequence), \($0.chain.prefix(16))" } ?? "empty"
        return "ended with \(open) orders open, position \(position) \(Composition.instrument.base), journal \(head)"
            + (isWritten ? "" : ", whose end could NOT be written")
    }

    // MARK: - Parts

    private static func journal(
        _ configuration: Configuration,
        _ folder: String,
        _ mailbox: Mailbox
    ) throws(StartError) -> JournalTask {
        var plan = JournalPlan(
            folder: folder,
            build: Rung.configuration.version,
            configuration: Hexadecimal.text(SHA256.digest(Array("\(configuration)".utf8))),
            instrument: Composition.instrument,
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
}
