import Books
import TestKit
import Testing
import Venues

/// A signer whose words must never be seen anywhere.
struct CanarySigner: RequestSigner {
    let key = "CANARYKEYCANARYKEY"
    var kind = SignatureKind.hmac

    func authenticate(_ message: [UInt8]) -> [UInt8] { Array("CANARYSIGNATURECANARYSIGNATURE!!".utf8) }
    func sha256(_ message: [UInt8]) -> [UInt8] { Array(message.suffix(32)) }

    /// All forms in which key, signature or token can be written.
    static var forms: [String] {
        let signature = Array("CANARYSIGNATURECANARYSIGNATURE!!".utf8)
        let base64 = Base64.encode(signature)
        return ["CANARYKEY", Hexadecimal.text(signature), base64, String(base64.dropLast()) + "%3D", "CANARYTOKEN"]
    }
}

/// Tags that prove nothing.
struct NoTags: OrderTagging {
    func tag(_ digits: [UInt8]) -> UInt32 { 7 }
}

/// An execution machine in virtual time, with everything that it did.
struct ExecutionBench<Session: ExecutionSession> {
    static var venue: VenueID { VenueID(slot: 1) }
    static var start: MonotonicTime { MonotonicTime(nanoseconds: 5_000_000_000_000) }
    /// By both calendars, the venue's and ours, at the start.
    static var wallStart: WallTime { WallTime(nanoseconds: 1_790_000_000_000_000_000) }

    var machine: ExecutionMachine<Session>
    var steady = Self.start
    var wall = Self.wallStart
    var isGateOpen = true
    var events: [ExecutionEvent] = []
    /// Texts that were sent and not looked at yet.
    var texts: [String] = []
    /// The bytes of new orders that were handed over, all of them.
    var orders: [(id: ClientOrderID, text: String)] = []
    var requests: [(number: RequestNumber, request: RESTRequest)] = []
    var opened = 0
    var closed = 0
    var pings = 0
    var reservations: [UInt64] = []

    init(_ session: Session) {
        machine = ExecutionMachine(session: session, seed: 1)
        give(.started)
    }

    static func feed(_ symbol: String) -> FeedInstrument {
        FeedInstrument(
            venue: venue,
            instrument: Instrument(
                base: "ETH",
                quote: "USDT",
                priceUnit: DecimalUnit(decimals: 2),
                quantityUnit: DecimalUnit(decimals: 8)
            ),
            symbol: symbol
        )
    }

    static func id(_ match: UInt64, _ side: OrderSide = .buy) -> ClientOrderID {
        ClientOrderID(epoch: 1, match: match, leg: 1, attempt: 0, side: side, tags: NoTags())
    }

    func order(_ match: UInt64, in span: TimeSpan = .seconds(2), _ time: TimeInForce = .immediateOrCancel)
        -> OrderRequest
    {
        OrderRequest(
            id: Self.id(match),
            venue: Self.venue,
            side: .buy,
            limit: Price(units: 250_010),
            quantity: Quantity(units: 50_000_000),
            timeInForce: time,
            expiresAt: steady + span
        )
    }

    static func question(
        _ match: UInt64,
        number: Int = 1,
        wantsTrades: Bool = false,
        isEarly: Bool = false,
        canStand: Bool = true
    ) -> OrderQuestion {
        OrderQuestion(
            id: id(match),
            venue: venue,
            number: number,
            wantsTrades: wantsTrades,
            isEarly: isEarly,
            canStand: canStand
        )
    }

    // MARK: - Driving

    mutating func give(_ input: ExecutionInput) {
        var effects = ExecutionEffects()
        machine.handle(input, at: ClockReading(steady: steady, wall: wall), into: &effects)
        perform(effects)
    }

    mutating func say(_ text: String) { say(Array(text.utf8)) }

    mutating func say(_ bytes: [UInt8]) {
        var effects = ExecutionEffects()
        machine.receive(bytes.span, at: ClockReading(steady: steady, wall: wall), into: &effects)
        perform(effects)
    }

    mutating func answer(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) {
        guard !requests.isEmpty else {
            Issue.record("nothing was asked by REST")
            return
        }
        let number = requests.removeFirst().number
        give(.answer(number, .success(HTTPAnswer(status: status, headers: headers, body: Array(body.utf8)))))
    }

    mutating func command(_ command: OrderCommand) { give(.command(command)) }

    /// Lets time pass, with every deadline at its time.
    mutating func pass(_ span: TimeSpan) {
        let end = steady + span
        var steps = 0
        while let due = machine.deadline, due <= end {
            move(to: max(due, steady))
            give(.deadlineReached)
            steps += 1
            guard steps < 10_000 else {
                Issue.record("deadlines without end")
                return
            }
        }
        move(to: end)
    }

    private mutating func move(to time: MonotonicTime) {
        let span = time - steady
        steady = time
        wall = WallTime(nanoseconds: wall.nanoseconds + span.nanoseconds)
    }

    private mutating func perform(_ effects: ExecutionEffects) {
        events += effects.events
        #expect(effects.verdicts.isEmpty)
        var fees: [RequestNumber] = []
        for act in effects.acts {
            switch act {
            case .open: opened += 1
            case .close: closed += 1
            case .send(let bytes): texts.append(String(decoding: bytes, as: UTF8.self))
            case .sendOrder(let id, let bytes):
                guard isGateOpen else {
                    give(.departure(id, .gateClosed))
                    continue
                }
                give(.departure(id, .started))
                orders.append((id, String(decoding: bytes, as: UTF8.self)))
            case .ping: pings += 1
            case .request(let number, let request):
                // What Kraken takes of a trade is asked a while after the start, and is no matter of most tests.
                if request.endpoint.path.hasSuffix("/TradeVolume") {
                    fees.append(number)
                } else {
                    requests.append((number, request))
                }
            case .reserveNonces(let limit): reservations.append(limit)
            }
        }
        for number in fees {
            let words = #"{"error":[],"result":{"fees":{"ETHUSDT":{"fee":"0.4000"}}}}"#
            give(.answer(number, .success(HTTPAnswer(status: 200, headers: [], body: Array(words.utf8)))))
        }
    }

    // MARK: - Looking

    mutating func takeEvents() -> [ExecutionEvent] {
        defer { events.removeAll() }
        return events
    }

    /// The next text that was sent, as JSON.
    mutating func nextText() throws -> JSONValue {
        try #require(!texts.isEmpty, "nothing was sent")
        return try JSONValue(text: texts.removeFirst())
    }

    /// What was said about the order, without the rest.
    func evidence(_ match: UInt64) -> [OrderEvidence] {
        events.compactMap { event in
            guard case .evidence(_, Self.id(match), let evidence) = event else { return nil }
            return evidence
        }
    }

    var links: [OrderLinkState] {
        events.compactMap { if case .link(_, let state) = $0 { state } else { nil } }
    }

    var notFound: [(question: OrderQuestion, askedAt: MonotonicTime, wereRead: Bool)] {
        events.compactMap { event in
            guard case .notFound(let question, let askedAt, let wereRead) = event else { return nil }
            return (question, askedAt, wereRead)
        }
    }

    var accounts: [AccountSnapshot] {
        events.compactMap { if case .account(let account) = $0 { account } else { nil } }
    }

    var remarks: [String] {
        events.compactMap { if case .remark(_, let sentence, _) = $0 { sentence } else { nil } }
    }
}
