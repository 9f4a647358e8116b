import Books
import Probing
import Threads
import Transport
import Venues

/// Asks a REST endpoint for the time over one warm connection, at moments that are fixed beforehand.
///
/// HTTP/1.1 takes one question at a time: a question that is due while one is under way waits for it, and its delay counts
/// from when it was due.
struct RequestProber {
    private let target: ProbeTarget
    private let dialect: any ProbeDialect
    private let index: Int
    private let board: ProbeBoard
    private let stop: ProbeStop
    private let wake: WakeDescriptor
    private let port: CurlStreamPort
    private let timeout: TimeSpan
    private let request: [UInt8]

    /// How long a venue that refuses is left alone.
    private static let rest = TimeSpan.seconds(60)

    private var record: EndpointRecord
    private var schedule: SendSchedule
    private var pause: ReconnectPause
    /// Questions that are due and wait for the one under way.
    private var queue: [MonotonicTime] = []
    private var underWay: (number: RoundTrips.Number, sent: MonotonicTime)?
    private var input: [UInt8] = []
    private var isOpen = false
    private var isFresh = false

    /// A prober for `target` that begins at `start`.
    init(
        _ target: ProbeTarget,
        dialect: any ProbeDialect,
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
        self.index = index
        self.board = board
        self.stop = stop
        self.timeout = timeout
        wake = stop.makeWake()
        port = CurlStreamPort(wake: wake, trust: environment.trust)
        record = EndpointRecord(target)
        schedule = SendSchedule(start: start, every: max(every, target.leastSpacing), seed: environment.random())
        pause = ReconnectPause(least: target.connectSpacing)
        let lines = [
            HTTPHeader("Host", target.endpoint.authority), HTTPHeader("User-Agent", "rung"),
            HTTPHeader("Accept", "*/*"),
        ]
        var bytes = Array("GET \(target.endpoint.path) HTTP/1.1\r\n".utf8)
        for line in lines + dialect.headers { bytes += Array("\(line.name): \(line.value)\r\n".utf8) }
        request = bytes + Array("\r\n".utf8)
    }

    /// Asks until it is stopped.
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

    /// Does what is due, then waits for what comes next.
    private mutating func step() throws(TransportError) {
        let now = SteadyClock.now
        while let due = schedule.take(at: now) { queue.append(due) }
        dropLate(now)
        if !isOpen {
            guard pause.isOver(at: now) else {
                wake.wait(until: min(pause.end, schedule.deadline))
                return
            }
            try connect()
        }
        if underWay == nil, !queue.isEmpty { try ask(queue.removeFirst()) }
        let lateness = withTrips { $0.deadline }
        if let lateness, SteadyClock.now > lateness {
            throw TransportError(
                .timeout,
                "\(target.endpoint.authority) did not answer within \(timeout.milliseconds) ms."
            )
        }
        guard underWay != nil || queue.isEmpty else { return }
        let deadline = min(schedule.deadline, lateness ?? schedule.deadline)
        guard try port.wait(until: deadline) == .readable else { return }
        try receive(heard: SteadyClock.now)
    }

    private mutating func connect() throws(TransportError) {
        pause.begin(at: SteadyClock.now)
        try port.open(target.endpoint, timeout: timeout)
        isOpen = true
        isFresh = true
        input.removeAll(keepingCapacity: true)
    }

    private mutating func ask(_ due: MonotonicTime) throws(TransportError) {
        // A question was held up if it was due before the way became free, not if this thread woke a little late.
        let now = SteadyClock.now
        let wasHeldUp = heldUntil.map { due < $0 } ?? false
        let isFirst = isFresh
        isFresh = false
        let number = withTrips { $0.send(due: due, sent: now, wasHeldUp: wasHeldUp && !isFirst, isFirstUse: isFirst) }
        underWay = (number, now)
        try port.send(request)
    }

    /// When the way became free last.
    private var heldUntil: MonotonicTime?

    private mutating func receive(heard: MonotonicTime) throws(TransportError) {
        let result = try port.receive(into: &input)
        if let (answer, length) = try HTTPAnswerReader.read(input, from: target.endpoint.authority) {
            input.removeSubrange(..<length)
            take(answer, heard: heard)
        }
        if result == .closed {
            throw TransportError(.broken, "\(target.endpoint.authority) ended the connection.")
        }
    }

    private mutating func take(_ answer: HTTPAnswer, heard: MonotonicTime) {
        guard let (number, sent) = underWay else { return }
        if record.evidence.headers.isEmpty { record.evidence.headers = answer.headers }
        guard answer.status == 200 else {
            let sentence = "\(target.endpoint.authority) answers HTTP \(answer.status)"
            // The venue wants to be left alone, or knows no such place: what comes due until then is lost and not asked.
            disconnect(sentence, resting: (400..<500).contains(answer.status) ? Self.rest : .zero)
            return
        }
        underWay = nil
        heldUntil = heard
        let delay = withTrips { $0.answer(number, heard: heard) }
        if let body = ProbeText.json(answer.body.span), let time = dialect.time(inAnswer: body) {
            record.take(time, sent: sent, heard: heard)
        }
        board.report(index) { progress in
            progress.answered += 1
            progress.latest = delay
        }
    }

    private mutating func dropLate(_ now: MonotonicTime) {
        while let first = queue.first, now - first > timeout {
            queue.removeFirst()
            withTrips { $0.miss(due: first) }
            board.report(index) { $0.lost += 1 }
        }
    }

    private mutating func disconnect(_ sentence: String, resting: TimeSpan = .zero) {
        record.note(failure: sentence)
        let lost = underWay == nil ? 0 : 1
        withTrips { $0.loseAll() }
        underWay = nil
        heldUntil = SteadyClock.now
        isOpen = false
        port.close()
        pause.rest(from: SteadyClock.now, for: resting)
        board.report(index) { progress in
            progress.lost += lost
            progress.failure = sentence
        }
    }

    private mutating func withTrips<Result>(_ body: (inout RoundTrips) -> Result) -> Result {
        record.withTrips(.request, timeout: timeout, body)
    }
}
