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
    private let mailbox: Mailbox
    private let view: Latest<ConsoleViewModel>
    private let frameInterval: TimeSpan
    private let logger: Logger
    private var contents = Mailbox.Contents()
    private var effects: [TraderEffect] = []
    private var nextFrame: MonotonicTime
    private var hasStopped = false

    init(
        trader: Trader,
        builder: ViewModelBuilder,
        clients: [any MarketDataClient],
        mailbox: Mailbox,
        view: Latest<ConsoleViewModel>,
        frameInterval: TimeSpan,
        logger: Logger
    ) {
        self.trader = trader
        self.builder = builder
        self.clients = clients
        self.mailbox = mailbox
        self.view = view
        self.frameInterval = frameInterval
        self.logger = logger
        nextFrame = SteadyClock.now
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
                view.put(builder.make(trader, at: now, wallTime: SteadyClock.wallTime))
                // Ages and countdowns move even when nothing else does, so every slot has its frame.
                nextFrame = now + frameInterval
            }
            mailbox.wake.wait(until: min(nextFrame, trader.deadline ?? nextFrame))
        }
    }

    private func step(at now: MonotonicTime) {
        trader.handle(contents.market, at: now, into: &effects)
        for command in contents.commands { trader.handle(command, at: now, into: &effects) }
        for effect in effects { perform(effect, at: now) }
        effects.removeAll(keepingCapacity: true)
    }

    private func perform(_ effect: TraderEffect, at now: MonotonicTime) {
        switch effect {
        case .resync(let venue, let reason):
            clients[venue.slot].send(.resync(reason))
        case .reconnect(let venue):
            clients[venue.slot].send(.reconnect)
        case .stateChanged(let venue, _, let state):
            let sentence = builder.note(state, of: venue, at: now, wallTime: SteadyClock.wallTime)
            logger.notice("\(sentence)")
        case .quotingChanged(let state):
            let sentence = StrategyWords.sentence(state)
            builder.note(sentence, wallTime: SteadyClock.wallTime)
            logger.notice("\(sentence)")
        case .parameterChanged(let change):
            let sentence = "\(change.name) was \(change.before) and is \(change.after)"
            builder.note(sentence, wallTime: SteadyClock.wallTime)
            logger.notice("\(sentence)")
        case .parameterRefused(let error):
            builder.note(error.sentence, .warning, wallTime: SteadyClock.wallTime)
            logger.notice("\(error.sentence)")
        case .remark(let sentence, let isWarning):
            builder.note(sentence, isWarning ? .warning : .info, wallTime: SteadyClock.wallTime)
            logger.notice("\(sentence)")
        case .quoteCrossed:
            break
        case .stopped:
            hasStopped = true
        }
    }
}
