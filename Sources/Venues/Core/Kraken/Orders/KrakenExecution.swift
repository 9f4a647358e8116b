public import Books

/// Kraken's protocol for orders as a machine: WebSocket v2 for orders and the private stream, REST for its token, for
/// questions, and for cancellations while there is no connection.
///
/// After each connect: a token by REST, then `executions` and `balances`; then orders may be sent. Private requests by
/// REST go one at a time, because their nonces have to arrive in order.
public struct KrakenExecution: ExecutionSession {
    /// The console's slot of the venue.
    public var venue: VenueID { feed.venue }
    /// What is true of the venue at all times.
    public let capabilities = ExecutionCapabilities(
        // A heartbeat comes about every second when nothing else does.
        pingAfter: .milliseconds(2_500),
        deadAfter: .seconds(5),
        // About 150 attempts in 10 minutes from one address, then a ban: 10 at once and 139 spaced ones.
        connectSpacing: .milliseconds(4_300)
    )
    /// Where the private stream is opened.
    public let endpoint: Endpoint

    enum Stage: Sendable, Equatable {
        /// No connection. Moves to `authorizing` with one.
        case down
        /// A token was asked for. Moves to `subscribing` with it.
        case authorizing
        /// The private stream was asked for. Moves to `ready` with the answer.
        case subscribing
        /// Evidence comes, orders may be sent. Moves to `subscribing` when the stream has a gap.
        case ready
    }

    /// A request that has to wait: for its turn, for a budget, for the end of a bar.
    struct Waiting: Sendable {
        var job: KrakenJob
        let notBefore: MonotonicTime
        /// Whether a cancellation goes in a request of its own, for an answer of its own.
        var isAlone = false
        /// Whether a cancellation goes by REST although there is a stream: over that it got no answer.
        var isDetour = false
    }

    // Not private: asking, answers and the stream stand in files of their own.
    let feed: FeedInstrument
    let restBase: Endpoint
    let signer: any RequestSigner
    var nonces: NonceSource
    /// When they were last moved up because the venue had seen higher ones.
    var noncesSkippedAt: MonotonicTime?
    var stage = Stage.down
    var token: String?
    var clock = VenueClock()
    var timeDue: MonotonicTime?
    var requests = RequestTable<KrakenJob>()
    var waiting: [Waiting] = []
    /// The private request by REST that is on its way.
    var underway: UInt64?
    var orders = KnownOrders()
    /// What the stream last said of an order, by the venue's name: its updates leave out what has not changed.
    var merged: [String: KrakenOrderState] = [:]
    var budgets = KrakenBudgets()
    /// Before this nothing is asked for: the venue said so.
    var requestsFrom = MonotonicTime(nanoseconds: .min / 2)
    var tradesFloor: WallTime?
    var assets: KrakenAssets?
    var account: AccountReading?
    /// The account that the stream tells as it begins; nil once that was used or has not come.
    var streamed: KrakenStreamAccount?
    /// The last read of trades for orders that the venue does not know, while it is asked whose some of the trades are.
    var pendingAbsence: KrakenTradesRead?
    /// When the venue last said what a trade costs.
    var feeTakenAt: MonotonicTime?
    /// The number of the stream's last message, a channel each.
    var executionsSequence: Int64?
    var balancesSequence: Int64?
    /// After how long without us the venue shall cancel everything; nil where that is not wanted.
    var switchSpan: TimeSpan?

    /// An account that is being read.
    struct AccountReading: Sendable {
        let since: WallTime
        /// The last request before it began: what was asked for until then is a part of no reading any more.
        let after: UInt64
        var askedAt: MonotonicTime?
        var openOrders: [VenueOrder] = []
        var trades: [AccountTrade] = []
    }

    /// A session for one instrument, over the private stream at the host of `stream` and REST at that of `rest`.
    ///
    /// Fails where that would send plain text beyond this machine.
    public init?(
        feed: FeedInstrument,
        stream: Endpoint,
        rest: Endpoint,
        signer: any RequestSigner,
        nonces: NonceSource
    ) {
        guard let endpoint = stream.replacing(path: "/v2") else { return nil }
        self.feed = feed
        self.endpoint = endpoint
        restBase = rest
        self.signer = signer
        self.nonces = nonces
    }

    /// Whether nothing is under way that a new connection would put in doubt.
    public var isIdle: Bool {
        !requests.contains { job in
            if case .place = job { true } else { false }
        }
    }

    /// When something is overdue, may be sent at last, is renewed or measured.
    public var deadline: MonotonicTime? {
        var due = requests.deadline
        func add(_ time: MonotonicTime?) {
            guard let time else { return }
            due = due.map { min($0, time) } ?? time
        }
        add(stage == .down ? nil : timeDue)
        add(streamed?.dueAt)
        add(waitingDeadline)
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
            stage = .authorizing
            executionsSequence = nil
            balancesSequence = nil
            ask(.ping, at: now, into: &effects)
            if assets == nil { ask(.assets, at: now, into: &effects) }
            ask(.token, at: now, into: &effects)
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
        case .query(let question): query(question, at: now, into: &effects)
        case .fetchTrades(let question): fetchTrades(question, at: now, into: &effects)
        case .reconcile(let since):
            tradesFloor = tradesFloor.map { min($0, since) } ?? since
            guard !readsFromStream(since, at: now, into: &effects) else { return }
            readAccount(since, at: now, into: &effects)
        case .listOpenOrders:
            if assets == nil { ask(.assets, at: now, into: &effects) }
            ask(.list, at: now, into: &effects)
        case .deadMansSwitch(let span):
            switchSpan = span
            setSwitch(at: now, into: &effects)
        case .reconnect:
            // Connections are the machine's.
            break
        }
    }

    /// Puts everything in doubt that was under way, and lets cancellations go by the other way.
    private mutating func disconnected(at now: ClockReading, into effects: inout ExecutionEffects) {
        stage = .down
        token = nil
        timeDue = nil
        streamed = nil
        for entry in requests.takeStreamed() {
            switch entry.job {
            case .place(let request):
                effects.events.append(.evidence(venue, request.id, .ambiguous(.disconnect)))
            case .cancel:
                // Also where it is on its way by REST: that may be lost with the connection, and twice does no harm.
                ask(entry.job, at: now, into: &effects)
            default:
                break
            }
        }
        waiting.removeAll { item in
            switch item.job {
            case .token, .fee: true
            // Without a stream the switch is left to go off.
            case .deadMansSwitch(let seconds): seconds > 0
            default: false
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
        case .started: evidence = .sendStarted
        case .gateClosed: evidence = .notStarted(.gateClosed)
        case .noConnection: evidence = .notStarted(.noConnection)
        case .cut: evidence = .ambiguous(.shortWrite)
        }
        if departure != .started {
            _ = requests.takeFirst { job in
                if case .place(let request) = job { request.id == id } else { false }
            }
        }
        effects.events.append(.evidence(venue, id, evidence))
    }

    private mutating func deadlineReached(at now: ClockReading, into effects: inout ExecutionEffects) {
        for entry in requests.takeOverdue(at: now.steady) {
            if entry.number == underway { underway = nil }
            if !isOutdated(entry) { overdue(entry.job, at: now, into: &effects) }
        }
        for job in requests.takeRepeats(at: now.steady) { ask(job, isDetour: true, at: now, into: &effects) }
        if stage != .down, let due = timeDue, due <= now.steady {
            timeDue = nil
            ask(.ping, at: now, into: &effects)
        }
        if let due = streamed?.dueAt, due <= now.steady { giveUpStreamed(at: now, into: &effects) }
        pump(at: now, into: &effects)
    }

    /// What waited too long: an order's answer is the trader's to miss, a question is given up.
    private mutating func overdue(_ job: KrakenJob, at now: ClockReading, into effects: inout ExecutionEffects) {
        let words = "Kraken did not answer \(job.name) in time"
        switch job {
        case .executions:
            effects.verdicts.append(.lost(.closedByVenue(words)))
        case .ping:
            timeDue = now.steady + VenueClock.hurriedSpacing
        case .balances, .list, .openOrders, .balance, .trades, .assets, .fee, .searchOpen, .searchEnded, .namedOrder,
            .identify, .cancel, .cancels, .deadMansSwitch, .token:
            failed(job, words, at: now, into: &effects)
        case .place:
            break
        }
    }
}

/// What the stream last said of an order.
struct KrakenOrderState: Sendable, Equatable {
    var quantity: Quantity?
    var cumulative = Quantity.zero
}
