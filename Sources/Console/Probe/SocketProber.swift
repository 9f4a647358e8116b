import Books
import Probing
import Threads
import Transport
import Venues

/// Asks over one warm WebSocket at moments that are fixed beforehand, and listens to its streams.
///
/// Many questions may be under way at once, so none holds up another. What is due while there is no connection is lost
/// and not asked later: a burst of old questions would break a venue's limit.
struct SocketProber {
    private let target: ProbeTarget
    private let dialect: any ProbeDialect
    private let orders: (any OrderProbe)?
    private let index: Int
    private let board: ProbeBoard
    private let stop: ProbeStop
    private let environment: ProbeEnvironment
    private let wake: WakeDescriptor
    private let port: CurlStreamPort
    private let timeout: TimeSpan

    private var record: EndpointRecord
    private var schedules: [(series: ProbeSeries, schedule: SendSchedule)]
    private var pause: ReconnectPause
    private var socket: ProbeSocket?
    /// Which questions have been asked over this connection already.
    private var used: Set<ProbeSeries> = []
    private var lastHeard = MonotonicTime(nanoseconds: 0)

    /// A prober for `target` that begins at `start`; with `orders` it tries orders too.
    init(
        _ target: ProbeTarget,
        dialect: any ProbeDialect,
        orders: (any OrderProbe)?,
        index: Int,
        board: ProbeBoard,
        stop: ProbeStop,
        environment: ProbeEnvironment,
        start: MonotonicTime,
        every: TimeSpan,
        timeout: TimeSpan
    ) {
        self.target = target
        self.dialect = dialect
        self.orders = orders
        self.index = index
        self.board = board
        self.stop = stop
        self.environment = environment
        self.timeout = timeout
        wake = stop.makeWake()
        port = CurlStreamPort(wake: wake, trust: environment.trust)
        record = EndpointRecord(target)
        pause = ReconnectPause(least: target.connectSpacing)
        let kinds =
            [ProbeSeries.ping] + (dialect.question(role: target.role, number: 0) == nil ? [] : [.question])
            + (orders == nil ? [] : [.order])
        // The venue counts all messages of a connection together.
        let spacing = TimeSpan(
            nanoseconds: max(every.nanoseconds, target.leastSpacing.nanoseconds * Int64(kinds.count))
        )
        schedules = kinds.enumerated().map { place, series in
            let offset = TimeSpan(nanoseconds: spacing.nanoseconds * Int64(place) / Int64(kinds.count))
            return (series, SendSchedule(start: start + offset, every: spacing, seed: environment.random()))
        }
    }

    /// Asks and listens until it is stopped.
    mutating func run() {
        while !stop.isStopped {
            do throws(TransportError) {
                try step()
            } catch {
                if error.step == .cancelled { break }
                disconnect(error.sentence)
            }
        }
        port.close()
        let found = record
        board.leave(index) { $0.record = found }
    }

    private mutating func step() throws(TransportError) {
        guard let socket else {
            let now = SteadyClock.now
            missDue(now)
            if pause.isOver(at: now) { return try connect() }
            wake.wait(until: min(pause.end, nextDue))
            return
        }
        try askDue(socket)
        let now = SteadyClock.now
        let lost = expire(now)
        if lost > 0 { board.report(index) { $0.lost += lost } }
        // Nothing at all for as long as a question may take: the connection is dead, whatever TCP says.
        if now - lastHeard > max(timeout, .seconds(5)), lost > 0 {
            throw TransportError(
                .timeout,
                "Nothing came from \(target.endpoint.authority) for \(timeout.milliseconds) ms."
            )
        }
        guard try port.wait(until: min(nextDue, nextLate)) == .readable else { return }
        lastHeard = SteadyClock.now
        try hear(socket, heard: lastHeard, heardAt: SteadyClock.wallTime)
    }

    private mutating func connect() throws(TransportError) {
        pause.begin(at: SteadyClock.now)
        let opened = try ProbeSocket.open(target.endpoint, over: port, environment: environment, timeout: timeout)
        let now = SteadyClock.now
        record.withTrips(.upgrade, timeout: timeout) { trips in
            let number = trips.send(due: now, sent: now)
            trips.answer(number, heard: now + opened.upgrade)
        }
        if record.evidence.headers.isEmpty { record.evidence.headers = opened.headers }
        socket = opened.socket
        used = []
        lastHeard = now
        for text in dialect.subscriptions(role: target.role) { try opened.socket.send(text) }
    }

    // MARK: - Asking

    private mutating func askDue(_ socket: ProbeSocket) throws(TransportError) {
        for place in schedules.indices {
            let series = schedules[place].series
            while let due = schedules[place].schedule.take(at: SteadyClock.now) {
                let now = SteadyClock.now
                // A moment that was slept through by a connection that had to be made is not asked for twice.
                guard now - due < timeout else {
                    record.withTrips(series, timeout: timeout) { $0.miss(due: due) }
                    continue
                }
                let isFirst = used.insert(series).inserted
                let number = record.withTrips(series, timeout: timeout) {
                    $0.send(due: due, sent: now, isFirstUse: isFirst)
                }
                sent[series, default: [:]][number] = now
                try ask(series, number, socket)
            }
        }
    }

    /// When each open question left, for the clock.
    private var sent: [ProbeSeries: [RoundTrips.Number: MonotonicTime]] = [:]

    private func ask(_ series: ProbeSeries, _ number: RoundTrips.Number, _ socket: ProbeSocket) throws(TransportError) {
        switch series {
        case .ping:
            try socket.ping(String(number))
        case .question:
            if let text = dialect.question(role: target.role, number: number) { try socket.send(text) }
        case .order:
            if let text = orders?.order(number: number, at: SteadyClock.wallTime) { try socket.send(text) }
        case .lookup, .connect, .handshake, .upgrade, .request, .event:
            break
        }
    }

    // MARK: - Hearing

    private mutating func hear(_ socket: ProbeSocket, heard: MonotonicTime, heardAt: WallTime) throws(TransportError) {
        var events: [ProbeSocket.Event] = []
        // What came before a close is heard too.
        defer { for event in events { take(event, heard: heard, heardAt: heardAt) } }
        try socket.receive { events.append($0) }
        for event in events {
            if case .message(let message) = event, let text = orders?.afterword(to: message, at: heardAt) {
                try socket.send(text)
            }
        }
    }

    private mutating func take(_ event: ProbeSocket.Event, heard: MonotonicTime, heardAt: WallTime) {
        switch event {
        case .pong(let mark):
            if let number = Int(mark) { answer(.ping, number, time: nil, heard: heard) }
        case .plain(let text):
            for message in dialect.read(plain: text) { take(message, heard: heard, heardAt: heardAt) }
        case .message(let message):
            if let outcome = orders?.outcome(of: message) {
                take(outcome, heard: heard)
            } else {
                for meaning in dialect.read(message) { take(meaning, heard: heard, heardAt: heardAt) }
            }
        }
    }

    private mutating func take(_ message: ProbeMessage, heard: MonotonicTime, heardAt: WallTime) {
        switch message {
        case .answer(let number, let time):
            answer(.question, number, time: time, heard: heard)
        case .event(let event):
            record.take(event, heard: heard, heardAt: heardAt)
            board.report(index) { $0.events += 1 }
        case .refusal(let words):
            note("\(target.endpoint.authority) refuses: \(PlainText.words(words))")
        }
    }

    private mutating func take(_ outcome: OrderOutcome, heard: MonotonicTime) {
        switch outcome {
        case .acknowledged(let number): answer(.order, number, time: nil, heard: heard)
        case .refused(let words): note("\(target.endpoint.authority) refuses the order: \(PlainText.words(words))")
        case .nothing: break
        }
    }

    private mutating func answer(
        _ series: ProbeSeries,
        _ number: RoundTrips.Number?,
        time: TimeAnswer?,
        heard: MonotonicTime
    ) {
        let open = number ?? record.withTrips(series, timeout: timeout) { $0.oldest }
        guard let open, let left = sent[series]?.removeValue(forKey: open) else { return }
        let delay = record.withTrips(series, timeout: timeout) { $0.answer(open, heard: heard) }
        if let time { record.take(time, sent: left, heard: heard) }
        board.report(index) { progress in
            progress.answered += 1
            progress.latest = delay
        }
    }

    private mutating func note(_ sentence: String) {
        record.note(failure: sentence)
        board.report(index) { $0.failure = sentence }
    }

    // MARK: - Time

    private var nextDue: MonotonicTime {
        schedules.map(\.schedule.deadline).min() ?? MonotonicTime(nanoseconds: .max)
    }

    private var nextLate: MonotonicTime {
        record.allTrips.compactMap { $0.trips.deadline }.min() ?? MonotonicTime(nanoseconds: .max)
    }

    private mutating func expire(_ now: MonotonicTime) -> Int {
        schedules.reduce(0) { sum, entry in
            sum + record.withTrips(entry.series, timeout: timeout) { $0.expire(at: now) }
        }
    }

    private mutating func missDue(_ now: MonotonicTime) {
        for place in schedules.indices {
            let series = schedules[place].series
            while let due = schedules[place].schedule.take(at: now) {
                record.withTrips(series, timeout: timeout) { $0.miss(due: due) }
                board.report(index) { $0.lost += 1 }
            }
        }
    }

    private mutating func disconnect(_ sentence: String) {
        note(sentence)
        for (series, _) in schedules { record.withTrips(series, timeout: timeout) { $0.loseAll() } }
        sent = [:]
        socket = nil
        port.close()
        pause.rest(from: SteadyClock.now, for: .zero)
    }
}
