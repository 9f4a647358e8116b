import Books
import Logging
import Recording
import Threads
import Venues

/// The loop of a connection's thread: waits, hands what came to the machine, performs what the machine wants.
///
/// The driver's rule: one input, then all its effects, then the next input.
final class FeedLoop<Session: MarketDataSession> {
    private let link: LinkID
    private let venue: VenueID
    private let environment: FeedEnvironment
    private let hub: FeedHub
    private let inbox: FeedInbox
    private let port: any StreamPort
    private var machine: FeedMachine<Session>
    private var socket: WebSocketLink?
    private var binaries = BinaryTally()
    /// The number of the connection for whoever records it.
    private var connection: UInt32 = 0
    private var effects = SessionEffects()
    /// Inputs that performing an effect led to; they come before anything else is waited for.
    private var followUps: [FeedInput] = []

    init(
        link: LinkID,
        venue: VenueID,
        machine: FeedMachine<Session>,
        environment: FeedEnvironment,
        hub: FeedHub
    ) {
        self.link = link
        self.venue = venue
        self.machine = machine
        self.environment = environment
        self.hub = hub
        inbox = hub.inbox(of: link)
        port = environment.makePort(inbox.wake)
    }

    /// What the other connection knows to be used up of the venue's limits.
    private var knownLimits = VenueLimits()

    /// Runs until the inbox says stop.
    func run() {
        while true {
            let waiting = inbox.take()
            if inbox.isStopped { break }
            for next in waiting { input(next) }
            step()
        }
        socket?.sayGoodbye()
        port.close()
    }

    // MARK: - Steps

    /// Reads what is there, does what is due, or waits for the next thing to happen.
    private func step() {
        do {
            let hasRead = if let socket { try read(socket) } else { false }
            // Also when more may be there already: a venue that never pauses must not hold the deadlines up.
            if let deadline = machine.deadline, deadline <= SteadyClock.now {
                input(.deadlineReached)
                return
            }
            if hasRead { return }
            // Woken or readable or due: the loop finds out by itself.
            _ = try port.wait(until: machine.deadline)
        } catch {
            input(.failed(error))
        }
    }

    /// Takes in what has arrived; false if there was nothing.
    private func read(_ socket: WebSocketLink) throws(TransportError) -> Bool {
        let result = try socket.receive()
        if result == .drained(0), !hasUnread { return false }
        hasUnread = false
        let now = SteadyClock.now
        effects.market.append(.heard(venue, at: now))
        while self.socket === socket, let event = try socket.next() {
            take(event, from: socket, at: now)
        }
        publish()
        performFollowUps()
        if result == .closed, self.socket === socket {
            input(.closedByVenue("the venue closed the connection without a word"))
        }
        return true
    }

    /// Whether frames arrived together with the answer to the upgrade and have not been looked at yet.
    private var hasUnread = false

    private func take(_ event: WebSocketEvent, from socket: WebSocketLink, at now: MonotonicTime) {
        switch event {
        case .text:
            socket.withPayload { message in
                environment.tap?.take(.text, connection: connection, payload: message, at: now)
                machine.receive(message, at: now, into: &effects)
            }
        case .binary:
            socket.withPayload { environment.tap?.take(.binary, connection: connection, payload: $0, at: now) }
            if binaries.noteOne() {
                environment.logger.warning("a binary message, which this protocol does not have, was ignored")
            }
        case .ping:
            handle(.heard, at: now)
        case .pong:
            handle(socket.pongNumber.map { .answered($0) } ?? .heard, at: now)
        case .close(let code, let reason):
            let words = reason.isEmpty ? "no reason given" : reason
            handle(.closedByVenue("closed with code \(code.map { String($0) } ?? "none"): \(words)"), at: now)
        case .violation(let violation):
            let error = TransportError(.broken, "The venue broke the WebSocket protocol: \(violation.message).")
            handle(.failed(error), at: now)
        }
        if !effects.acts.isEmpty { perform() }
    }

    /// Gives the machine an input and performs what follows from it, to the end.
    private func input(_ input: FeedInput) {
        handle(input, at: SteadyClock.now)
        perform()
        performFollowUps()
    }

    private func performFollowUps() {
        while !followUps.isEmpty {
            let next = followUps.removeFirst()
            handle(next, at: SteadyClock.now)
            perform()
        }
    }

    private func handle(_ input: FeedInput, at now: MonotonicTime) {
        environment.tap?.take(input, connection: connection, at: now)
        machine.handle(input, at: now, into: &effects)
    }

    // MARK: - Effects

    /// Hands the market events over, then acts.
    private func perform() {
        publish()
        let acts = effects.acts
        effects.acts.removeAll(keepingCapacity: true)
        for act in acts { perform(act) }
    }

    private func perform(_ act: SessionEffects.Act) {
        switch act {
        case .open(let endpoint, let timeout):
            open(endpoint, timeout)
        case .close:
            tap(.closed)
            if let count = binaries.end() {
                environment.logger.warning("\(count) binary messages of the connection that ended were ignored")
            }
            socket?.sayGoodbye()
            socket = nil
            port.close()
        case .send(let text):
            guard let socket else { return }
            do {
                tap(.sent, text)
                try socket.send(text: text)
            } catch {
                followUps.append(.failed(error))
            }
        case .ping(let number):
            guard let socket else { return }
            do {
                try socket.ping(number)
            } catch {
                followUps.append(.failed(error))
            }
        case .ending(let cause):
            hub.willEnd(link, cause, at: SteadyClock.now)
        case .request(let number, let request):
            tap(.asked, CapturedAnswer.question(request))
            environment.rest.start(request) { [inbox, tap = environment.tap, connection] result in
                tap?.take(result, of: request, connection: connection, at: SteadyClock.now)
                inbox.put(.answer(number, result))
            }
        case .note(let sentence):
            environment.logger.notice("\(sentence)")
        case .disconnect:
            preconditionFailure("a feed machine turns disconnect into close")
        }
    }

    private func open(_ endpoint: Endpoint, _ timeout: TimeSpan) {
        connection = environment.tap?.nextConnection() ?? 0
        let address = Array("\(endpoint.authority)\(endpoint.path)".utf8)
        tap(.opening, address)
        do {
            socket = try WebSocketLink(
                to: endpoint,
                over: port,
                limits: WebSocketLink.marketLimits,
                environment: environment,
                wake: inbox.wake,
                deadline: SteadyClock.now + timeout,
                isStopped: { inbox.isStopped }
            )
            tap(.opened, address)
            hasUnread = true
            followUps.append(.opened)
        } catch {
            port.close()
            followUps.append(.failed(error))
        }
    }

    private func tap(_ kind: CaptureRecord.Kind, _ payload: [UInt8] = []) {
        environment.tap?.take(kind, connection: connection, payload: payload.span, at: SteadyClock.now)
    }

    private func publish() {
        let limits = machine.limits
        if limits != knownLimits {
            knownLimits = limits
            hub.spread(limits, from: link)
        }
        guard !effects.market.isEmpty else { return }
        hub.take(effects.market, from: link, at: SteadyClock.now)
        effects.market.removeAll()
    }
}
