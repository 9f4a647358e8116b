public import Books

/// Binance's protocol for orders as a machine: the WebSocket API for orders, questions and the private stream, REST for
/// cancellations and questions while there is no connection.
///
/// After each connect: the venue's clock, then the private stream, signed by that clock; then orders may be sent. There is
/// no replay of the private stream: the trader reads the account anew whenever it comes back.
public struct BinanceExecution: ExecutionSession {
    /// The console's slot of the venue.
    public var venue: VenueID { feed.venue }
    /// What is true of the venue at all times.
    public let capabilities = ExecutionCapabilities(
        // The venue pings every 20 s only; its limit of 5 messages a second is far from one ping in 5 s.
        pingAfter: .seconds(5),
        deadAfter: .seconds(10),
        // 300 connections in 5 minutes from one address.
        connectSpacing: .seconds(1),
        // The venue ends a connection after 24 h.
        renewAfter: .seconds(23 * 3_600)
    )
    /// Where the private stream is opened.
    public let endpoint: Endpoint

    enum Stage: Sendable, Equatable {
        /// No connection. Moves to `measuring` with one.
        case down
        /// The venue's clock was asked for. Moves to `subscribing` with the answer.
        case measuring
        /// The private stream was asked for. Moves to `ready` with the answer.
        case subscribing
        /// Evidence comes, orders may be sent.
        case ready
    }

    /// A request that has to wait: for a budget, for the end of a bar, or for another try.
    struct Waiting: Sendable {
        let job: BinanceJob
        let tries: Int
        let notBefore: MonotonicTime
        /// Whether a cancellation goes by REST although there is a stream: over that it got no answer.
        let isDetour: Bool
    }

    /// A request that was sent.
    struct Asked: Sendable {
        let job: BinanceJob
        let tries: Int
    }

    // Not private: asking, answers and the stream stand in files of their own.
    let feed: FeedInstrument
    let restBase: Endpoint
    let signer: any RequestSigner
    var stage = Stage.down
    var clock = VenueClock()
    /// Whether the venue has refused our time and its clock was not measured since: no order is signed meanwhile.
    var isClockDoubted = false
    var timeDue: MonotonicTime?
    var requests = RequestTable<Asked>()
    var waiting: [Waiting] = []
    var orders = KnownOrders()
    var budgets = BinanceBudgets()
    /// Before this nothing is asked for: the venue said so.
    var requestsFrom = MonotonicTime(nanoseconds: .min / 2)
    /// From when on trades are wanted at the latest, by the last ``OrderCommand/reconcile(tradesSince:)``.
    var tradesFloor: WallTime?
    var account: AccountReading?
    /// How often the private stream was refused for our clock since it last came about.
    var clockRefusals = 0

    /// An account that is being read.
    struct AccountReading: Sendable {
        let since: WallTime
        var askedAt: MonotonicTime?
        var openOrders: [VenueOrder] = []
        var trades: [AccountTrade] = []
    }

    /// A session for one instrument, over the WebSocket API at the host of `stream` and REST at that of `rest`.
    ///
    /// Fails where that would send plain text beyond this machine.
    public init?(feed: FeedInstrument, stream: Endpoint, rest: Endpoint, signer: any RequestSigner) {
        guard let endpoint = stream.replacing(path: "/ws-api/v3") else { return nil }
        self.feed = feed
        self.endpoint = endpoint
        restBase = rest
        self.signer = signer
    }

    /// Whether nothing is under way that a new connection would put in doubt.
    public var isIdle: Bool {
        !requests.contains { asked in
            if case .place = asked.job { true } else { false }
        }
    }

    /// When something is overdue, may be sent at last, or the clock is measured.
    public var deadline: MonotonicTime? {
        var due = requests.deadline
        func add(_ time: MonotonicTime?) {
            guard let time else { return }
            due = due.map { min($0, time) } ?? time
        }
        add(stage == .down ? nil : timeDue)
        add(waiting.map(\.notBefore).min())
        return due
    }

    // MARK: - Inputs

    /// Takes a rare input in.
    public mutating func handle(
        _ input: ExecutionSessionInput,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch input {
        case .connected:
            stage = .measuring
            clockRefusals = 0
            ask(.time, at: now, into: &effects)
        case .disconnected:
            disconnected(at: now, into: &effects)
        case .answer(let number, let result):
            answered(number.value, result, at: now, into: &effects)
        case .command(let command):
            obey(command, at: now, into: &effects)
        case .departure(let id, let departure):
            depart(id, departure, into: &effects)
        case .deadlineReached:
            deadlineReached(at: now, into: &effects)
        }
    }

    private mutating func obey(_ command: OrderCommand, at now: ClockReading, into effects: inout ExecutionEffects) {
        switch command {
        case .submit(let request): submit(request, at: now, into: &effects)
        case .cancel(let question): ask(.cancel(question), at: now, into: &effects)
        case .query(let question): ask(.status(question), at: now, into: &effects)
        case .fetchTrades(let question): fetchTrades(question, at: now, into: &effects)
        case .reconcile(let since):
            tradesFloor = tradesFloor.map { min($0, since) } ?? since
            readAccount(since, at: now, into: &effects)
        case .listOpenOrders: ask(.list, at: now, into: &effects)
        case .deadMansSwitch, .reconnect:
            // Binance Spot has no such switch; connections are the machine's.
            break
        }
    }

    /// Puts everything in doubt that was under way, and lets cancellations go by the other way.
    private mutating func disconnected(at now: ClockReading, into effects: inout ExecutionEffects) {
        stage = .down
        timeDue = nil
        for entry in requests.takeStreamed() {
            switch entry.job.job {
            case .place(let request):
                effects.events.append(.evidence(venue, request.id, .ambiguous(.disconnect)))
            case .cancel where requests.contains(where: { $0.job == entry.job.job }):
                // It is on its way by REST already.
                break
            case .cancel, .status, .find, .list:
                ask(entry.job.job, tries: entry.job.tries, at: now, into: &effects)
            case .trades(let read) where read.purpose != .account:
                ask(entry.job.job, tries: entry.job.tries, at: now, into: &effects)
            case .openOrders, .balances, .trades:
                accountFailed("the connection ended", at: now, into: &effects)
            case .time, .subscribe, .commission, .identify:
                break
            }
        }
    }

    /// The driver has come to the bytes of an order: what it found decides what is true of it.
    private mutating func depart(
        _ id: ClientOrderID,
        _ departure: OrderDeparture,
        into effects: inout ExecutionEffects
    ) {
        let evidence: OrderEvidence
        switch departure {
        case .started:
            evidence = .sendStarted
        case .gateClosed:
            forget(id)
            evidence = .notStarted(.gateClosed)
        case .noConnection:
            forget(id)
            evidence = .notStarted(.noConnection)
        case .cut:
            forget(id)
            evidence = .ambiguous(.shortWrite)
        }
        effects.events.append(.evidence(venue, id, evidence))
    }

    private mutating func forget(_ id: ClientOrderID) {
        _ = requests.takeFirst { asked in
            if case .place(let request) = asked.job { request.id == id } else { false }
        }
    }

    private mutating func deadlineReached(at now: ClockReading, into effects: inout ExecutionEffects) {
        for entry in requests.takeOverdue(at: now.steady) { overdue(entry, at: now, into: &effects) }
        for asked in requests.takeRepeats(at: now.steady) {
            ask(asked.job, tries: asked.tries, isDetour: true, at: now, into: &effects)
        }
        if stage != .down, let due = timeDue, due <= now.steady {
            timeDue = nil
            ask(.time, at: now, into: &effects)
        }
        flushWaiting(at: now, into: &effects)
    }

    /// What waited too long: an order's answer is the trader's to miss, a question is given up.
    private mutating func overdue(
        _ entry: RequestTable<Asked>.Entry,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch entry.job.job {
        case .time, .subscribe:
            let words = "Binance did not answer \(entry.job.job.method) in time"
            effects.verdicts.append(stage == .ready ? .ending : .lost(.closedByVenue(words)))
        case .openOrders, .balances:
            accountFailed("no answer in time", at: now, into: &effects)
        case .trades(let read) where read.purpose == .account:
            accountFailed("no answer in time", at: now, into: &effects)
        case .cancel, .status, .find, .identify, .list, .trades, .commission:
            effects.remark(venue, "Binance did not answer \(entry.job.job.method) in time")
        case .place:
            break
        }
    }
}
