import Books
import Recording
import Venues

/// A replay's feed of one venue: the console's own machines over a network that is the recording.
///
/// The machines decide as they do live: when one wants a connection, it gets a recorded one; when it asks by REST, it
/// gets the recorded answer; its deadlines come in the replay's time. Where they do otherwise than the recorded feed
/// did, the recording has the last word on what comes, and the machines on what that is worth.
final class SessionReplayFeed<Session: MarketDataSession>: ReplayFeed {
    // Not private: what is recorded of connections is taken in a file of its own.
    let venue: VenueID
    let hasConnections: Bool
    var connections = RecordedConnections()
    var lines: [ReplayLine<Session>]

    private let offset: Price
    private var links: FeedLinks
    private var linkEffects = LinkEffects()
    private var answers = RecordedAnswers()

    /// A feed over `count` connections at once; `seed` decides its machines' jitter.
    init(
        venue: VenueID,
        session: Session,
        seed: UInt64,
        offset: Price,
        count: Int,
        hasConnections: Bool
    ) {
        self.venue = venue
        self.offset = offset
        self.hasConnections = hasConnections
        links = FeedLinks(venue: venue, continuity: session.capabilities.continuity, count: count)
        lines = LinkID.all.map { link in
            ReplayLine(FeedMachine(venue: venue, session: session, seed: seed ^ UInt64(link.slot) << 32))
        }
        // A recorder that wrote the stream alone was connected all the time.
        if !hasConnections { connections.begin(0) }
    }

    var deadline: MonotonicTime? { lines.compactMap(\.deadline).min() }

    // MARK: - Inputs

    func start(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        links.start(into: &linkEffects)
        followLinks(at: now, into: &outcome)
    }

    func take(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        switch record.kind {
        case .text:
            guard let link = listener(to: record.number, at: now, into: &outcome) else { return }
            lines[link.slot].effects.market.append(.heard(venue, at: now))
            // Other recorders keep no pongs: what comes next stands for them, or a quiet market would look old.
            if !hasConnections { input(lines[link.slot].answer(), to: link, at: now, into: &outcome) }
            lines[link.slot].receive(record.payload.span, at: now)
            follow(link, at: now, into: &outcome)
        case .binary, .control:
            guard let link = listener(to: record.number, at: now, into: &outcome) else { return }
            lines[link.slot].effects.market.append(.heard(venue, at: now))
            let isPong = PingPayload.number(record.payload.span) != nil
            input(isPong ? lines[link.slot].answer() : .heard, to: link, at: now, into: &outcome)
        case .opening:
            prepare(at: now, into: &outcome)
        case .opened:
            begin(record.number, at: now, into: &outcome)
        case .failed, .closedByVenue, .closed:
            end(record, at: now, into: &outcome)
        case .answered, .unanswered:
            let link = connections.link(on: record.number)
            guard let answer = answers.take(record, for: link, at: now) else { return }
            input(.answer(answer.number, answer.result), to: answer.link, at: now, into: &outcome)
        case .hole:
            outcome.notes.append("the recording has a hole here: \(record.lostRecords ?? 0) records were lost")
        case .description, .sent, .asked, .end:
            return
        }
    }

    func obey(_ command: FeedCommand, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        links.handle(command, at: now, into: &linkEffects)
        followLinks(at: now, into: &outcome)
    }

    func deadlineReached(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        for link in LinkID.all {
            let line = lines[link.slot]
            guard line.isStarted else { continue }
            if let due = line.waitDeadline, due <= now { endWait(of: link, at: now, into: &outcome) }
            if let due = lines[link.slot].machine.deadline, due <= now {
                input(.deadlineReached, to: link, at: now, into: &outcome)
            }
        }
    }

    // MARK: - The machines

    /// Gives a link's machine an input and carries out what follows from it, to the end.
    func input(_ input: FeedInput, to link: LinkID, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        lines[link.slot].handle(input, at: now)
        follow(link, at: now, into: &outcome)
    }

    /// Takes in that a link's connection is going to end: another one takes over first.
    func relieve(_ link: LinkID, _ cause: String, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        links.willEnd(link, cause, at: now, into: &linkEffects)
        followLinks(at: now, into: &outcome)
    }

    private func follow(_ link: LinkID, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        perform(link, at: now, into: &outcome)
        while !lines[link.slot].followUps.isEmpty {
            let next = lines[link.slot].followUps.removeFirst()
            lines[link.slot].handle(next, at: now)
            perform(link, at: now, into: &outcome)
        }
    }

    /// Hands the market events to the links machine, then acts.
    private func perform(_ link: LinkID, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        spreadLimits(of: link, at: now)
        links.take(lines[link.slot].effects.market, from: link, at: now, into: &linkEffects)
        lines[link.slot].effects.market.removeAll()
        let acts = lines[link.slot].effects.acts
        lines[link.slot].effects.acts.removeAll(keepingCapacity: true)
        for act in acts { perform(act, of: link, at: now, into: &outcome) }
        followLinks(at: now, into: &outcome)
    }

    private func perform(
        _ act: SessionEffects.Act,
        of link: LinkID,
        at now: MonotonicTime,
        into outcome: inout ReplayOutcome
    ) {
        switch act {
        case .open(_, let timeout):
            lines[link.slot].want(at: now, timeout: timeout)
            if connections.join(link, alsoLeft: !hasConnections) { joined(link) }
        case .close:
            lines[link.slot].stopWanting()
            connections.leave(link)
        case .request(let number, let request):
            guard let result = answers.ask(number, request, of: link, at: now) else { return }
            lines[link.slot].followUps.append(.answer(number, result))
        case .ending(let cause):
            links.willEnd(link, cause, at: now, into: &linkEffects)
        case .note(let sentence):
            outcome.notes.append(sentence)
        case .ping(let number):
            lines[link.slot].ask(number)
        case .send:
            // What the recorded feed sent has been answered in the recording.
            return
        case .disconnect:
            preconditionFailure("a feed machine turns disconnect into close")
        }
    }

    /// Notes that a link is on a connection now: its machine is told next.
    func joined(_ link: LinkID) {
        lines[link.slot].stopWanting()
        lines[link.slot].followUps.append(.opened)
    }

    /// Carries out what a link's machine is to be told.
    func settle(_ link: LinkID, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        follow(link, at: now, into: &outcome)
    }

    private func spreadLimits(of link: LinkID, at now: MonotonicTime) {
        let limits = lines[link.slot].machine.limits
        guard limits != lines[link.slot].knownLimits else { return }
        lines[link.slot].knownLimits = limits
        let other = link.other.slot
        lines[other].handle(.limits(limits), at: now)
    }

    // MARK: - The links

    private func followLinks(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        if offset.units == 0 {
            outcome.market.append(contentsOf: linkEffects.market)
        } else {
            linkEffects.market.append(to: &outcome.market, adding: offset)
        }
        linkEffects.market.removeAll()
        let acts = linkEffects.acts
        linkEffects.acts.removeAll(keepingCapacity: true)
        for act in acts {
            switch act {
            case .start(let link):
                lines[link.slot].isStarted = true
                input(.started, to: link, at: now, into: &outcome)
            case .retire(let link):
                input(.retired, to: link, at: now, into: &outcome)
                lines[link.slot].isStarted = false
            case .renew(let link):
                input(.command(.reconnect), to: link, at: now, into: &outcome)
            case .resync(let link, let reason):
                input(.command(.resync(reason)), to: link, at: now, into: &outcome)
            case .note(let sentence):
                outcome.notes.append(sentence)
            }
        }
    }
}
