import Books
import Runtime
import Simulator
import Venues

/// Our client's machine and a simulated exchange's, with nothing between them but time.
///
/// All times are ours: an instant of the venue is told by when word of it reaches us, as everything in a recording is.
/// So what the exchange says arrives at once, and what we send arrives after the way there and the way back together:
/// it meets the market of which we hear when the answer comes, which is the market that stood when it came there. The
/// exchange's own calendar shows the true time, one way earlier.
struct RehearsedVenue {
    /// What the client said to the trader since this was emptied last.
    var events: [ExecutionEvent] = []

    private let venue: VenueID
    private var client: any VirtualExecution
    private var exchange: any SimulatedExchange
    private var market: PlayedMarket
    private let gate: OrderGate
    /// How long something takes from us to the venue, or back.
    private let delay: TimeSpan
    private var random: SeededRandom

    private var agenda = Agenda<Happening>()
    private var connection: ConnectionID?
    private var isOpened = false
    private var connectionCount: UInt64 = 0
    /// Nothing sent later over the connection arrives before it.
    private var lastArrival = MonotonicTime(nanoseconds: .min)
    /// The requests that wait for an answer, by the connection each has for itself.
    private var requests: [(connection: ConnectionID, number: RequestNumber)] = []
    private var clientEffects = ExecutionEffects()
    private var exchangeEffects: [ExchangeEffect] = []
    /// The exchange's deadline as of its last step that led to something.
    private var exchangeDeadline: MonotonicTime?
    private var clientDeadline: MonotonicTime?

    private enum Happening {
        case arrival(ExchangeInput)
        case unopened(ConnectionID)
        case unanswered(ConnectionID)
    }

    /// A venue that is `delay` away, whose `client` asks `gate` before an order leaves; `seed` decides every draw.
    init(
        _ venue: VenueID,
        client: any VirtualExecution,
        exchange: any SimulatedExchange,
        market: PlayedMarket,
        gate: OrderGate,
        delay: TimeSpan,
        seed: UInt64
    ) {
        self.venue = venue
        self.client = client
        self.exchange = exchange
        self.market = market
        self.gate = gate
        self.delay = delay
        random = SeededRandom(seed: seed)
    }

    /// What the exchange's accounts hold.
    var account: AccountReport { exchange.accountReport }

    /// When the next step is due; nil while none is.
    var deadline: MonotonicTime? {
        var due = agenda.due
        if let exchangeDeadline { due = due.map { min($0, exchangeDeadline) } ?? exchangeDeadline }
        if let clientDeadline { due = due.map { min($0, clientDeadline) } ?? clientDeadline }
        return due
    }

    // MARK: - Inputs

    /// Tells the exchange what happens on its market.
    mutating func play(_ batch: borrowing MarketBatch, at now: MonotonicTime) {
        for index in batch.events.indices {
            if let event = market.event(batch.events[index], batch.levels) { tell(.market(event), at: now) }
        }
    }

    /// Gives the client something.
    mutating func execute(_ input: ExecutionInput, at now: MonotonicTime) {
        client.handle(input, at: reading(now), into: &clientEffects)
        carry(at: now)
    }

    /// Does what is due.
    mutating func advance(to now: MonotonicTime) {
        if let exchangeDeadline, exchangeDeadline <= now { tell(.deadlineReached, at: now) }
        if let clientDeadline, clientDeadline <= now { execute(.deadlineReached, at: now) }
        while let due = agenda.due, due <= now, let (_, happening) = agenda.next() {
            switch happening {
            case .arrival(let input):
                tell(input, at: now)
            case .unopened(let number):
                guard connection == number, !isOpened else { continue }
                connection = nil
                execute(.failed(TransportError(.timeout, "Nothing answered in time.")), at: now)
            case .unanswered(let number):
                answer(.failure(TransportError(.timeout, "Nothing came.")), to: number, at: now)
            }
        }
    }

    // MARK: - From the client

    private func reading(_ now: MonotonicTime) -> ClockReading {
        ClockReading(steady: now, wall: WallTime(nanoseconds: now.nanoseconds))
    }

    /// Does what the client wants, to the end.
    private mutating func carry(at now: MonotonicTime) {
        takeEvents()
        while !clientEffects.acts.isEmpty {
            let acts = clientEffects.acts
            clientEffects.acts.removeAll(keepingCapacity: true)
            for act in acts { perform(act, at: now) }
            takeEvents()
        }
        clientDeadline = client.deadline
    }

    private mutating func takeEvents() {
        events.append(contentsOf: clientEffects.events)
        clientEffects.events.removeAll(keepingCapacity: true)
    }

    private mutating func perform(_ act: ExecutionEffects.Act, at now: MonotonicTime) {
        switch act {
        case .open(let endpoint, let timeout):
            let number = newConnection()
            connection = number
            isOpened = false
            send(.upgrade(number, target: endpoint.path), at: now)
            agenda.add(.unopened(number), at: now + timeout)
        case .close:
            if let connection { send(.closed(connection), at: now) }
            connection = nil
        case .send(let text):
            if let connection { send(.text(connection, text), at: now) }
        case .ping:
            if let connection { send(.ping(connection, []), at: now) }
        case .sendOrder(let id, let text):
            sendOrder(id, text, at: now)
        case .request(let number, let request):
            ask(number, request, at: now)
        case .reserveNonces:
            // The exchange ends with the replay: no later start has to know which numbers were used.
            break
        }
    }

    /// Asks the last gate, lets it be known, and only then hands the bytes over.
    private mutating func sendOrder(_ id: ClientOrderID, _ text: [UInt8], at now: MonotonicTime) {
        var departure = OrderDeparture.started
        if connection == nil || !isOpened {
            departure = .noConnection
        } else if !gate.isOpen(for: venue) {
            departure = .gateClosed
        }
        client.handle(.departure(id, departure), at: reading(now), into: &clientEffects)
        guard departure == .started, let connection else { return }
        send(.text(connection, text), at: now)
    }

    private mutating func ask(_ number: RequestNumber, _ request: RESTRequest, at now: MonotonicTime) {
        let connection = newConnection()
        requests.append((connection, number))
        let wanted = ExchangeRequest(
            method: request.method,
            target: request.endpoint.path,
            headers: request.headers,
            body: request.body
        )
        agenda.add(.arrival(.request(connection, wanted)), at: now + roundTrip())
        agenda.add(.unanswered(connection), at: now + request.timeout)
    }

    /// Sends something over the connection; what was sent first arrives first.
    private mutating func send(_ input: ExchangeInput, at now: MonotonicTime) {
        lastArrival = max(now + roundTrip(), lastArrival)
        agenda.add(.arrival(input), at: lastArrival)
    }

    private mutating func newConnection() -> ConnectionID {
        connectionCount += 1
        return ConnectionID(number: connectionCount)
    }

    /// Both ways, and up to a quarter of one more: networks are late now and then, and never early.
    private mutating func roundTrip() -> TimeSpan {
        let extra = Int64.random(in: 0...delay.nanoseconds / 4, using: &random)
        return TimeSpan(nanoseconds: 2 * delay.nanoseconds + extra)
    }

    // MARK: - From the exchange

    private mutating func tell(_ input: ExchangeInput, at now: MonotonicTime) {
        let wall = WallTime(nanoseconds: now.nanoseconds - delay.nanoseconds)
        exchange.handle(input, at: ExchangeMoment(steady: now, wall: wall), into: &exchangeEffects)
        // A market that leads to nothing for us is nearly all of it, and moves no deadline.
        if case .market = input, exchangeEffects.isEmpty { return }
        exchangeDeadline = exchange.deadline
        let effects = exchangeEffects
        exchangeEffects.removeAll(keepingCapacity: true)
        for effect in effects { bring(effect, at: now) }
    }

    private mutating func bring(_ effect: ExchangeEffect, at now: MonotonicTime) {
        switch effect {
        case .answer(let number, let answer):
            self.answer(.success(answer), to: number, at: now)
        case .accept(let number):
            guard connection == number else { return }
            isOpened = true
            execute(.opened, at: now)
        case .text(let number, let bytes):
            guard connection == number else { return }
            client.receive(bytes.span, at: reading(now), into: &clientEffects)
            carry(at: now)
        case .ping(let number, let payload):
            guard connection == number else { return }
            send(.pong(number, payload), at: now)
            execute(.heard, at: now)
        case .pong(let number, _):
            if connection == number { execute(.heard, at: now) }
        case .close(let number, let code, let reason):
            end(number, "closed with code \(code): \(reason)", at: now)
        case .drop(let number), .reset(let number):
            end(number, "reset", at: now)
        case .partial, .mute, .door:
            // These come of faults, and nobody makes any in a replay.
            break
        }
    }

    private mutating func end(_ number: ConnectionID, _ words: String, at now: MonotonicTime) {
        guard connection == number else { return }
        connection = nil
        execute(.closedByVenue(words), at: now)
    }

    private mutating func answer(
        _ result: Result<HTTPAnswer, TransportError>,
        to number: ConnectionID,
        at now: MonotonicTime
    ) {
        if let place = requests.firstIndex(where: { $0.connection == number }) {
            let request = requests.remove(at: place)
            execute(.answer(request.number, result), at: now)
        } else if connection == number, !isOpened, case .success(let answer) = result {
            connection = nil
            execute(.failed(TransportError(.http, "The upgrade was refused with \(answer.status).")), at: now)
        }
    }
}
