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
    ///
    /// `isKnown` says that `last` has every order. Where it has not, no end is written: it would claim a number.
    func finish(_ last: ConsoleViewModel?, isKnown: Bool, exitCode: Int32, hasEnded: Bool) -> String {
        let open: Int? = isKnown ? (last?.orders.count { $0.phase.isOpen } ?? 0) : nil
        sentinel?.end(isClean: hasEnded && open == 0)
        let entry: JournalEntry
        let orders: String
        if let open {
            let code = open > 0 ? ExitStatus.ordersLeft.rawValue : exitCode
            entry = .end(JournalEnd(exitCode: Int(code), openOrders: open, why: "the console was ended"))
            orders = "ended with \(open) orders open"
        } else {
            entry = .note("ended while the trader stood still: it is not known how many orders are open")
            orders = "ended, not known how many orders open"
        }
        journal.append([entry], at: SteadyClock.now, wall: SteadyClock.wallTime)
        let isWritten = journal.finish(within: .seconds(2))
        let unit = Composition.instrument.quantityUnit
        let held = isKnown ? last?.account.position : nil
        let position = held.map { DecimalText.text($0.units, unit: unit) } ?? "not known"
        let head = journal.head.map { "\($0.file) to record \($0.sequence), \($0.chain.prefix(16))" } ?? "empty"
        return "\(orders), position \(position) \(Composition.instrument.base), journal \(head)"
            + (isWritten ? "" : ", whose end could NOT be written")
            + (journal.owesLock ? "; the kill, or what was closed, is NOT on the disk for the next start" : "")
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
            configuration: Hexadecimal.text(SHA256.digest(Array(configuration.canonicalText.utf8))),
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
        plan.lockOwed = { isOwed in
            let words =
                isOwed
                ? "the disk has NOT taken the kill, or what was closed to a venue: it is tried again every second"
                : "the disk has what was killed or closed now"
            mailbox.put(.remark(words, isWarning: isOwed))
        }
        plan.isFullySynchronous = configuration.isJournalSynchronous
        do {
            return try JournalTask(plan)
        } catch {
            throw StartError(error.sentence)
        }
    }
}
