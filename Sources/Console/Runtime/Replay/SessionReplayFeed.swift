import Books
import Recording
import Venues

/// A replay's feed of one venue: the console's own feed machine and session over a network that is the recording.
///
/// The machine decides as it does live: when it wants a connection, it gets the recorded one; when it asks by REST, it
/// gets the recorded answer; its deadlines come in the replay's time. Where it does otherwise than the recorded feed
/// did, the recording has the last word on what comes, and the machine on what that is worth.
final class SessionReplayFeed<Session: MarketDataSession>: ReplayFeed {
    let hasConnections: Bool

    private let venue: VenueID
    private let offset: Price
    private var machine: FeedMachine<Session>
    private var effects = SessionEffects()
    private var network = RecordedNetwork()
    private var answers = RecordedAnswers()
    private var followUps: [FeedInput] = []

    init(venue: VenueID, session: Session, seed: UInt64, offset: Price, hasConnections: Bool) {
        self.venue = venue
        self.offset = offset
        self.hasConnections = hasConnections
        machine = FeedMachine(venue: venue, session: session, seed: seed)
        // A recorder that wrote the stream alone was connected all the time.
        if !hasConnections { network.connected(0) }
    }

    var deadline: MonotonicTime? {
        switch (machine.deadline, network.deadline) {
        case (let one?, let other?): min(one, other)
        case (let one, let other): one ?? other
        }
    }

    // MARK: - Inputs

    func start(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        input(.started, at: now, into: &outcome)
    }

    func take(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        switch record.kind {
        case .text:
            receive(record, at: now, into: &outcome)
        case .binary, .control:
            guard hears(record.number, at: now, into: &outcome) else { return }
            effects.market.append(.heard(venue, at: now))
            input(.heard, at: now, into: &outcome)
        case .opening:
            // The recorded feed tried just now: its next attempt must find ours trying too.
            if !network.isWanted, !network.isJoined { input(.command(.reconnect), at: now, into: &outcome) }
        case .opened:
            opened(record.number, at: now, into: &outcome)
        case .failed, .closedByVenue, .closed:
            ended(record, at: now, into: &outcome)
        case .answered, .unanswered:
            guard let (number, result) = answers.take(record, at: now) else { return }
            input(.answer(number, result), at: now, into: &outcome)
        case .hole:
            outcome.notes.append("the recording has a hole here: \(record.lostRecords ?? 0) records were lost")
        case .description, .sent, .asked, .end:
            return
        }
    }

    func obey(_ command: FeedCommand, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        input(.command(command), at: now, into: &outcome)
    }

    func deadlineReached(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        if let due = network.deadline, due <= now {
            // What the recording goes on with is joined; where there is nothing, the attempt has failed.
            if network.join() {
                input(.opened, at: now, into: &outcome)
            } else {
                let error = TransportError(.timeout, "The recording has no connection at this time.")
                network.gaveUp()
                input(.failed(error), at: now, into: &outcome)
            }
            return
        }
        input(.deadlineReached, at: now, into: &outcome)
    }

    // MARK: - Records

    private func receive(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        guard hears(record.number, at: now, into: &outcome) else { return }
        effects.market.append(.heard(venue, at: now))
        machine.receive(record.payload.span, at: now, into: &effects)
        perform(at: now, into: &outcome)
        followUp(at: now, into: &outcome)
    }

    /// Whether the machine listens to that connection; one that nobody saw begin is joined.
    private func hears(_ connection: UInt32, at now: MonotonicTime, into outcome: inout ReplayOutcome) -> Bool {
        guard hasConnections else { return network.isJoined }
        if !network.knows(connection) { opened(connection, at: now, into: &outcome) }
        return network.joined == connection
    }

    private func opened(_ connection: UInt32, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        network.connected(connection)
        if network.isWanted, network.join() { input(.opened, at: now, into: &outcome) }
    }

    private func ended(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        let wasJoined = network.joined == record.number
        let wasKnown = network.disconnected(record.number)
        // An end of a connection that is not ours, or that the machine has given up itself.
        guard wasJoined || !wasKnown && network.isWanted else { return }
        let words = String(decoding: record.payload, as: UTF8.self)
        switch record.kind {
        case .closedByVenue:
            input(.closedByVenue(words), at: now, into: &outcome)
        case .closed:
            guard wasJoined else { return }
            let sentence = "The recorded feed gave this connection up."
            input(.failed(TransportError(.broken, sentence)), at: now, into: &outcome)
        default:
            network.gaveUp()
            input(.failed(TransportError(.broken, words)), at: now, into: &outcome)
        }
    }

    // MARK: - The machine

    /// Gives the machine an input and performs what follows from it, to the end.
    private func input(_ input: FeedInput, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        machine.handle(input, at: now, into: &effects)
        perform(at: now, into: &outcome)
        followUp(at: now, into: &outcome)
    }

    private func followUp(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        while !followUps.isEmpty {
            machine.handle(followUps.removeFirst(), at: now, into: &effects)
            perform(at: now, into: &outcome)
        }
    }

    private func perform(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        if offset.units == 0 {
            outcome.market.append(contentsOf: effects.market)
        } else {
            effects.market.append(to: &outcome.market, adding: offset)
        }
        effects.market.removeAll()
        let acts = effects.acts
        effects.acts.removeAll(keepingCapacity: true)
        for act in acts { perform(act, at: now, into: &outcome) }
    }

    private func perform(_ act: SessionEffects.Act, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        switch act {
        case .open(_, let timeout):
            network.want(at: now, timeout: timeout)
            if network.joinNew() { followUps.append(.opened) }
        case .close:
            network.leave()
            if !hasConnections { network.connected(0) }
        case .request(let number, let request):
            if let result = answers.ask(number, request, at: now) { followUps.append(.answer(number, result)) }
        case .note(let sentence):
            outcome.notes.append(sentence)
        case .send:
            // What the recorded feed sent has been answered in the recording.
            return
        case .disconnect:
            preconditionFailure("a feed machine turns disconnect into close")
        }
    }
}
