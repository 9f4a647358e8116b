import Books
import Logging
import Synchronization
import Venues

/// Where the connections to one venue meet: they bring what they proved, the links machine decides, the trader gets it.
///
/// Each connection decodes and proves on its own thread; only the decision what is published is made one at a time, and
/// is put into the mailbox before the next one, so that the trader's order is the order of the decisions.
final class FeedHub: Sendable {
    private struct State {
        var links: FeedLinks
        var effects = LinkEffects()
        var limits = VenueLimits()
    }

    private let mailbox: Mailbox
    private let logger: Logger
    private let inboxes = LinkID.all.map { _ in FeedInbox() }
    private let state: Mutex<State>

    init(links: FeedLinks, mailbox: Mailbox, logger: Logger) {
        self.mailbox = mailbox
        self.logger = logger
        state = Mutex(State(links: links))
    }

    /// What other threads give a connection.
    func inbox(of link: LinkID) -> FeedInbox { inboxes[link.slot] }

    // MARK: - Inputs

    /// Starts the connections.
    func start() {
        decide { links, effects in links.start(into: &effects) }
    }

    /// Takes what a connection has said in one step.
    func take(_ batch: borrowing MarketBatch, from link: LinkID, at now: MonotonicTime) {
        state.withLock { state in
            state.links.take(batch, from: link, at: now, into: &state.effects)
            perform(&state, at: now)
        }
    }

    /// Takes in that a connection is going to end.
    func willEnd(_ link: LinkID, _ cause: String, at now: MonotonicTime) {
        decide(at: now) { links, effects in links.willEnd(link, cause, at: now, into: &effects) }
    }

    /// Does what the trader or a person asks for.
    func handle(_ command: FeedCommand, at now: MonotonicTime) {
        decide(at: now) { links, effects in links.handle(command, at: now, into: &effects) }
    }

    /// Tells the other connections what one has used up of the venue's limits.
    func spread(_ limits: VenueLimits, from link: LinkID) {
        let isNews = state.withLock { state in
            let before = state.limits
            state.limits.join(limits)
            return state.limits != before
        }
        if isNews { inbox(of: link.other).put(.limits(limits)) }
    }

    /// Tells all connections to stop.
    func stop() {
        for inbox in inboxes { inbox.stop() }
    }

    // MARK: - Effects

    private func decide(
        at now: MonotonicTime = MonotonicTime(nanoseconds: 0),
        _ body: (inout FeedLinks, inout LinkEffects) -> Void
    ) {
        state.withLock { state in
            body(&state.links, &state.effects)
            perform(&state, at: now)
        }
    }

    /// Hands the market events over, then acts; a mailbox that refuses them costs the book.
    private func perform(_ state: inout State, at now: MonotonicTime) {
        if !publish(&state.effects) {
            state.links.handle(.resync(.overflow), at: now, into: &state.effects)
            // What stands there now are states, which always fit.
            _ = publish(&state.effects)
        }
        for act in state.effects.acts { perform(act) }
        state.effects.acts.removeAll(keepingCapacity: true)
    }

    private func publish(_ effects: inout LinkEffects) -> Bool {
        guard !effects.market.isEmpty else { return true }
        let isWhole = mailbox.put(effects.market)
        effects.market.removeAll()
        return isWhole
    }

    private func perform(_ act: LinkEffects.Act) {
        switch act {
        case .start(let link): inbox(of: link).put(.started)
        case .retire(let link): inbox(of: link).put(.retired)
        case .renew(let link): inbox(of: link).put(.command(.reconnect))
        case .resync(let link, let reason): inbox(of: link).put(.command(.resync(reason)))
        case .note(let sentence): logger.notice("\(sentence)")
        }
    }
}
