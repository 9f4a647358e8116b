import Books
import Logging
import Threads
import Venues

/// The loop of an execution client's thread: waits, hands what came to the machine, performs what the machine wants.
///
/// The driver's rule: one input, then its events, then its acts, then the next input.
final class ExecutionLoop<Session: ExecutionSession> {
    private let venue: VenueID
    private let environment: ExecutionEnvironment
    private let inbox: ExecutionInbox
    private let port: any StreamPort
    private var machine: ExecutionMachine<Session>
    private var socket: WebSocketLink?
    private var binaries = BinaryTally()
    private var effects = ExecutionEffects()
    /// Inputs that performing an effect led to; they come before anything else is waited for.
    private var followUps: [ExecutionInput] = []
    /// Whether frames arrived together with the answer to the upgrade and have not been looked at yet.
    private var hasUnread = false

    /// Within how much time something has to be due for an opening to be held up for it.
    private static var gatheringBound: TimeSpan { .milliseconds(10) }

    init(machine: ExecutionMachine<Session>, venue: VenueID, environment: ExecutionEnvironment, inbox: ExecutionInbox) {
        self.machine = machine
        self.venue = venue
        self.environment = environment
        self.inbox = inbox
        port = environment.network.makePort(inbox.wake)
    }

    /// Runs until the inbox says stop.
    func run() {
        input(.started)
        while true {
            let waiting = inbox.take()
            if inbox.isStopped { break }
            for next in waiting { input(next) }
            step()
        }
        socket?.sayGoodbye()
        port.close()
    }

    private var now: ClockReading { ClockReading(steady: SteadyClock.now, wall: SteadyClock.wallTime) }

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
        let now = now
        while self.socket === socket, let event = try socket.next() {
            switch event {
            case .text: socket.withPayload { machine.receive($0, at: now, into: &effects) }
            case .binary:
                if binaries.noteOne() {
                    environment.network.logger.warning("a binary message on the private stream was ignored")
                }
            case .ping, .pong: machine.handle(.heard, at: now, into: &effects)
            case .close(let code, let reason):
                let words = "closed with code \(code.map { String($0) } ?? "none"): \(reason)"
                machine.handle(.closedByVenue(words), at: now, into: &effects)
            case .violation(let violation):
                let error = TransportError(.broken, "The venue broke the WebSocket protocol: \(violation.message).")
                machine.handle(.failed(error), at: now, into: &effects)
            }
            perform()
        }
        performFollowUps()
        if result == .closed, self.socket === socket {
            input(.closedByVenue("the venue closed the connection without a word"))
        }
        return true
    }

    /// Gives the machine an input and performs what follows from it, to the end.
    private func input(_ input: ExecutionInput) {
        machine.handle(input, at: now, into: &effects)
        perform()
        performFollowUps()
    }

    private func performFollowUps() {
        while !followUps.isEmpty {
            let next = followUps.removeFirst()
            machine.handle(next, at: now, into: &effects)
            perform()
        }
    }

    // MARK: - Effects

    /// Delivers the events, then acts.
    private func perform() {
        deliver()
        let acts = effects.acts
        effects.acts.removeAll(keepingCapacity: true)
        for act in acts { perform(act) }
    }

    private func deliver() {
        guard !effects.events.isEmpty else { return }
        environment.deliver(effects.events)
        effects.events.removeAll(keepingCapacity: true)
    }

    private func perform(_ act: ExecutionEffects.Act) {
        switch act {
        case .open(let endpoint, let timeout):
            // One that is being made already goes on, and is the one that is wanted.
            if !inbox.isOpening { open(endpoint, timeout) }
        case .close:
            if let count = binaries.end() {
                environment.network.logger.warning("\(count) binary messages of the connection that ended were ignored")
            }
            socket?.sayGoodbye()
            socket = nil
            port.close()
        case .send(let text): write { (socket) throws(TransportError) in try socket.send(text: text) }
        case .ping: write { (socket) throws(TransportError) in try socket.ping(0) }
        case .sendOrder(let id, let text): sendOrder(id, text)
        case .request(let number, let request):
            environment.network.rest.start(request) { [inbox] result in inbox.put(.answer(number, result)) }
        case .reserveNonces(let limit):
            if !environment.reserveNonces(limit) {
                let words = "the numbers of the key could not be written down: after a restart requests may be refused"
                environment.deliver([.remark(venue, words, isWarning: true)])
            }
        }
    }

    private func write(_ body: (WebSocketLink) throws(TransportError) -> Void) {
        guard let socket else { return }
        do {
            try body(socket)
        } catch {
            followUps.append(.failed(error))
        }
    }

    /// Asks the last gate, lets it be known, and only then hands the bytes over.
    private func sendOrder(_ id: ClientOrderID, _ text: [UInt8]) {
        guard let socket else { return depart(id, .noConnection) }
        guard environment.gate.isOpen(for: venue) else { return depart(id, .gateClosed) }
        depart(id, .started)
        do {
            try socket.send(text: text)
        } catch {
            depart(id, .cut)
            followUps.append(.failed(error))
        }
    }

    private func depart(_ id: ClientOrderID, _ departure: OrderDeparture) {
        // It asks for no act, so that nothing comes between the gate and the bytes.
        machine.handle(.departure(id, departure), at: now, into: &effects)
        deliver()
    }

    private func open(_ endpoint: Endpoint, _ timeout: TimeSpan) {
        inbox.isOpening = true
        defer { inbox.isOpening = false }
        do {
            let opened = try WebSocketLink(
                to: endpoint,
                over: port,
                limits: WebSocketLink.privateLimits,
                environment: environment.network,
                wake: inbox.wake,
                deadline: SteadyClock.now + timeout,
                isStopped: { self.serveWhileOpening() }
            )
            socket = opened
            hasUnread = true
            followUps.append(.opened)
        } catch {
            port.close()
            followUps.append(.failed(error))
        }
    }

    /// Serves what came while a connection is being opened, so that cancellations go by REST meanwhile.
    ///
    /// The machine has no connection then, so it asks for nothing but requests.
    private func serveWhileOpening() -> Bool {
        serveInputs()
        // A venue's client may gather cancellations for a moment: they go before the opening is gone on with.
        guard let due = machine.deadline, due - SteadyClock.now <= Self.gatheringBound else { return inbox.isStopped }
        while !inbox.isStopped, SteadyClock.now < due {
            inbox.wake.wait(until: due)
            serveInputs()
        }
        machine.handle(.deadlineReached, at: now, into: &effects)
        perform()
        return inbox.isStopped
    }

    private func serveInputs() {
        for input in inbox.take() {
            if case .command(.reconnect) = input { continue }
            machine.handle(input, at: now, into: &effects)
            perform()
        }
    }
}
