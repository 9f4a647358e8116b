import Books
import Recording
import Venues

/// What the recording tells of connections.
extension SessionReplayFeed {
    /// The link that hears that connection; one that nobody saw begin has begun with its first message.
    func listener(to number: UInt32, at now: MonotonicTime, into outcome: inout ReplayOutcome) -> LinkID? {
        if hasConnections, !connections.knows(number) { begin(number, at: now, into: &outcome) }
        return connections.link(on: number)
    }

    /// The recorded feed began to open a connection: a link of ours has to want one too.
    func prepare(at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        let started = LinkID.all.filter { lines[$0.slot].isStarted }
        guard !started.contains(where: { lines[$0.slot].wantsConnection }) else { return }
        if let idle = started.first(where: { !connections.isOn($0) }) {
            // It waits for its next attempt, which the recorded feed made just now.
            input(.command(.reconnect), to: idle, at: now, into: &outcome)
        } else if let oldest = connections.oldestLink {
            relieve(oldest, "the recorded feed opened another one", at: now, into: &outcome)
        }
    }

    /// A connection has begun: the link that wants one gets it.
    func begin(_ number: UInt32, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        connections.begin(number)
        guard let link = LinkID.all.first(where: { lines[$0.slot].isStarted && lines[$0.slot].wantsConnection }),
            connections.join(link, alsoLeft: false)
        else { return }
        joined(link)
        settle(link, at: now, into: &outcome)
    }

    /// A connection has ended, or did not come about.
    func end(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        let wasKnown = connections.knows(record.number)
        let words = String(decoding: record.payload, as: UTF8.self)
        if let link = connections.end(record.number) {
            let input: FeedInput =
                switch record.kind {
                case .closedByVenue: .closedByVenue(words)
                case .closed: .failed(TransportError(.broken, "The recorded feed gave this connection up."))
                default: .failed(TransportError(.broken, words))
                }
            self.input(input, to: link, at: now, into: &outcome)
        } else if !wasKnown, record.kind == .failed,
            let link = LinkID.all.first(where: { lines[$0.slot].wantsConnection })
        {
            lines[link.slot].stopWanting()
            input(.failed(TransportError(.broken, words)), to: link, at: now, into: &outcome)
        }
    }

    /// A link has waited for long enough: it takes what the recording goes on with, or its attempt has failed.
    func endWait(of link: LinkID, at now: MonotonicTime, into outcome: inout ReplayOutcome) {
        if connections.join(link, alsoLeft: true) {
            joined(link)
            settle(link, at: now, into: &outcome)
        } else if let until = lines[link.slot].wantedUntil, until <= now {
            lines[link.slot].stopWanting()
            let error = TransportError(.timeout, "The recording has no connection at this time.")
            input(.failed(error), to: link, at: now, into: &outcome)
        } else {
            lines[link.slot].waitOn()
        }
    }
}
