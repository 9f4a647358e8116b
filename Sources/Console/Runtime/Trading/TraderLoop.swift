import Books
import Logging
import Strategy
import TUI
import Threads
import Venues

/// The loop of the trader's thread.
final class TraderLoop {
    private var trader: Trader
    private var builder: ViewModelBuilder
    private let clients: [any MarketDataClient]
    private let dispatcher: OrderDispatcher?
    private let watchdog: Watchdog?
    private let mailbox: Mailbox
    private let view: Latest<ConsoleViewModel>
    private let frameInterval: TimeSpan
    private let logger: Logger
    private var contents = Mailbox.Contents()
    private var effects: [TraderEffect] = []
    private var nextFrame: MonotonicTime
    /// When the clocks were last looked at.
    private var lastLook: MonotonicTime
    private var hasStopped = false
    private var clocks = ClockWatch()
    /// The number of the last closing of the gate that was heard of.
    private var seenClosing: UInt64 = 0
    private var restart: RestartWatch?
    private let sentinel: SentinelLine?

    init(
        trader: Trader,
        builder: ViewModelBuilder,
        clients: [any MarketDataClient],
        dispatcher: OrderDispatcher?,
        watchdog: Watchdog?,
        restart: RestartWatch?,
        sentinel: SentinelLine?,
        mailbox: Mailbox,
        view: Latest<ConsoleViewModel>,
        frameInterval: TimeSpan,
        logger: Logger
    ) {
        self.trader = trader
        self.builder = builder
        self.clients = clients
        self.dispatcher = dispatcher
        self.watchdog = watchdog
        self.restart = restart
        self.sentinel = sentinel
        self.mailbox = mailbox
        self.view = view
        self.frameInterval = frameInterval
        self.logger = logger
        nextFrame = SteadyClock.now
        lastLook = nextFrame
        if let book = trader.execution?.book { self.restart?.begin(book) }
        tellClosed()
    }

    /// Runs until the trader has stopped or `isCancelled` says so after a wake.
    func run(isCancelled: () -> Bool) {
        while !hasStopped, !isCancelled() {
            mailbox.wake.clear()
            mailbox.take(into: &contents)
            step(at: SteadyClock.now)
            contents.removeAll()
            let now = SteadyClock.now
            if now >= nextFrame {
                builder.hasSentinel = sentinel?.isWatched ?? false
                view.put(builder.make(trader, at: now, wallTime: SteadyClock.wallTime))
                // Ages and countdowns move even when nothing else does, so every slot has its frame.
                nextFrame = now + frameInterval
            }
            let due = min(nextFrame, trader.deadline ?? nextFrame)
            mailbox.wake.wait(until: due)
            // From the last look on, wherever in between the process stood still; what was due already is not late by that.
            lookAtClocks(due: max(due, lastLook + frameInterval))
        }
        // What is left when everything has ended: the exit code is made of it.
        view.put(builder.make(trader, at: SteadyClock.now, wallTime: SteadyClock.wallTime))
    }

    /// Tells which venues do not get all orders because they did not before a restart.
    private func tellClosed() {
        guard let desk = trader.execution else { return }
        for slot in desk.paths.indices {
            let sentence = builder.sentences.sentence(
                kept: desk.paths[slot].gate,
                isHalted: desk.book.isHalted[slot],
                at: VenueID(slot: slot)
            )
            if let sentence { tell(sentence, .warning) }
        }
    }

    /// Takes no book for current and sends nothing after a time in which nobody looked.
    func lookAtClocks(due: MonotonicTime) {
        let before = SteadyClock.now
        let wallTime = SteadyClock.wallTime
        let now = SteadyClock.now
        lastLook = now
        guard let finding = clocks.look(due: due, before, wallTime, now) else { return }
        trader.handle(.holdBecause(.clockJump), at: now, into: &effects)
        carryOut(at: now)
        tell(finding.sentence, .warning)
    }

    private func step(at now: MonotonicTime) {
        if let watchdog { trader.noteWatchdog(age: watchdog.beat(at: now), at: now) }
        seenClosing = max(seenClosing, contents.closing)
        // A person's word first: what lowers risk must not wait behind a burst of the market.
        for command in contents.commands { trader.handle(command, at: now, into: &effects) }
        for event in contents.execution { trader.handle(event, at: now, into: &effects) }
        trader.handle(contents.market, at: now, into: &effects)
        carryOut(at: now)
    }

    /// Writes down what the trader has decided, and does it: what takes risk away before anything is told of it, because
    /// the log's disk may take its time.
    private func carryOut(at now: MonotonicTime) {
        tellSentinel()
        // The last gate knows what the journal's thread may hand on a moment later.
        for index in effects.indices where Self.isOfGate(effects[index]) && !isOvertaken(index) {
            dispatcher?.perform(effects[index], seen: seenClosing)
        }
        writeDown(at: now)
        for effect in effects where Self.isCancel(effect) { dispatcher?.perform(effect, seen: seenClosing) }
        for effect in effects { perform(effect, at: now) }
        effects.removeAll(keepingCapacity: true)
    }

    private static func isOfGate(_ effect: TraderEffect) -> Bool {
        switch effect {
        case .latch, .gate: true
        default: false
        }
    }

    private static func isCancel(_ effect: TraderEffect) -> Bool {
        switch effect {
        case .execution(.cancel), .command(_, .cancel): true
        default: false
        }
    }

    /// Whether a latch would be taken back that a later effect of the same step closes again: it stays closed throughout.
    private func isOvertaken(_ index: Int) -> Bool {
        guard case .latch(let latch, isClosed: false) = effects[index] else { return false }
        return effects[index...].contains(.latch(latch, isClosed: true))
    }

    /// Lets the sentinel know the orders that stand now, before the journal lets new ones go.
    private func tellSentinel() {
        guard let sentinel, let book = trader.execution?.book else { return }
        let hasChanged = effects.contains { effect in
            switch effect {
            case .execution(.submit), .execution(.phaseChanged): true
            default: false
            }
        }
        if hasChanged { sentinel.keep(book.standing) }
    }

    /// Hands the journal what has to be remembered of this step; the orders among it leave when that is done.
    private func writeDown(at now: MonotonicTime) {
        guard let dispatcher, !effects.isEmpty else { return }
        let wallTime = SteadyClock.wallTime
        var batch = JournalBatch(at: now, wallTime: wallTime)
        for effect in effects { batch.take(effect, trader.execution?.book) }
        dispatcher.commit(batch, at: now, wallTime: wallTime)
    }

    private func perform(_ effect: TraderEffect, at now: MonotonicTime) {
        switch effect {
        case .resync(let venue, let reason):
            clients[venue.slot].send(.resync(reason))
        case .reconnect(let venue):
            clients[venue.slot].send(.reconnect)
            dispatcher?.perform(.command(venue, .reconnect), seen: seenClosing)
        case .stateChanged(let venue, _, let state):
            let sentence = builder.note(state, of: venue, at: now, wallTime: SteadyClock.wallTime)
            logger.notice("\(sentence)")
        case .quotingChanged(let state):
            tell(StrategyWords.sentence(state))
        case .parameterChanged(let change):
            tell("\(change.name) was \(change.before) and is \(change.after)")
        case .parameterRefused(let error):
            tell(error.sentence, .warning)
        case .remark(let sentence, let isWarning):
            tell(sentence, isWarning ? .warning : .info)
        case .quoteCrossed:
            break
        case .stopped:
            hasStopped = true
        case .execution, .command, .gate, .latch, .tradingChanged, .venueGateChanged, .linkChanged, .reconciled,
            .drifted, .limitChanged:
            if !Self.isOfGate(effect), !Self.isCancel(effect) { dispatcher?.perform(effect, seen: seenClosing) }
            guard let scale = trader.execution?.book.ledger.scale else { return }
            let told = builder.note(effect, scale, wallTime: SteadyClock.wallTime)
            if let told { logger.log(level: told.isWarning ? .warning : .notice, "\(told.text)") }
            noteRestart(effect, at: now)
        }
    }

    /// Tells what a restart has found out, once all of it is known.
    private func noteRestart(_ effect: TraderEffect, at now: MonotonicTime) {
        guard restart != nil, let book = trader.execution?.book else { return }
        guard let table = restart?.take(effect, book, at: now) else { return }
        for line in table { tell(line) }
        restart = nil
    }

    private func tell(_ sentence: String, _ weight: NoticeWeight = .info) {
        builder.note(sentence, weight, wallTime: SteadyClock.wallTime)
        logger.notice("\(sentence)")
    }
}
