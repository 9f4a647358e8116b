public import Books

/// Decides what the sentinel does: a process beside the console that cancels its orders when the console dies.
///
/// A machine like the others. It watches the console's messages; a second without one, or the end of the pipe without a
/// goodbye, is the console's death. Then every order that may stand is cancelled by its name, again and again until the
/// venue has said of each that it has ended, and the sentinel ends.
public struct SentinelWatch: Sendable {
    /// What it hears.
    public enum Input: Sendable {
        /// The console says something.
        case message(SentinelMessage)
        /// The console's end of the pipe is closed.
        case closed
        /// A venue says something about an order.
        case evidence(ClientOrderID, OrderEvidence)
        /// The deadline has come.
        case deadlineReached
    }

    /// What it wants done.
    public enum Effect: Sendable, Hashable {
        /// Make the way for orders to these venues: there is something to cancel.
        case open([VenueID])
        /// Ask for an order's cancellation.
        case cancel(OrderQuestion)
        /// Say this in the log.
        case tell(String)
        /// Everything is done.
        case end
    }

    private enum State: Sendable {
        case watching(lastHeard: MonotonicTime)
        case cancelling(since: MonotonicTime, repeatAt: MonotonicTime)
        case ended
    }

    /// How long silence may last.
    public static let patience = TimeSpan.seconds(1)
    /// How often what has not ended is cancelled again.
    static let pause = TimeSpan.milliseconds(500)
    /// Before this a venue's word that it does not know an order proves nothing: the order may be on its way, and is taken
    /// for two seconds at most (``FenceRule/window``).
    static let flight = TimeSpan.milliseconds(2_500)
    /// After how long it gives up: whoever starts the console again finds out the rest.
    static let limit = TimeSpan.seconds(60)

    private var state: State
    /// What may stand, in the order in which it was told.
    private var orders: [SentinelOrder] = []
    private var askings = 0
    private var count = 0

    /// A sentinel over a console that lives `now`.
    public init(at now: MonotonicTime) {
        state = .watching(lastHeard: now)
    }

    // MARK: - Queries

    /// When a step is wanted without anything being heard; nil when it has ended.
    public var deadline: MonotonicTime? {
        switch state {
        case .watching(let lastHeard): lastHeard + Self.patience
        case .cancelling(_, let repeatAt): repeatAt
        case .ended: nil
        }
    }

    /// Whether everything is done.
    public var hasEnded: Bool {
        if case .ended = state { true } else { false }
    }

    // MARK: - Inputs

    /// Takes in what was heard at an instant.
    public mutating func handle(_ input: Input, at now: MonotonicTime, into effects: inout [Effect]) {
        switch (state, input) {
        case (.watching, .message(let message)): take(message, at: now, into: &effects)
        case (.watching, .closed): begin("the console is gone", at: now, into: &effects)
        case (.watching(let lastHeard), .deadlineReached) where now - lastHeard >= Self.patience:
            begin("nothing was heard of the console for \(Self.patience.milliseconds) ms", at: now, into: &effects)
        case (.cancelling(let since, _), .evidence(let id, let evidence)):
            guard Self.ends(evidence, after: now - since) else { return }
            orders.removeAll { $0.id == id }
            if orders.isEmpty { finish(at: now, since: since, into: &effects) }
        case (.cancelling(let since, let repeatAt), .deadlineReached) where now >= repeatAt:
            guard now - since < Self.limit else { return finish(at: now, since: since, into: &effects) }
            askAll(since: since, at: now, into: &effects)
        default: break
        }
    }

    // MARK: - Parts

    private mutating func take(_ message: SentinelMessage, at now: MonotonicTime, into effects: inout [Effect]) {
        state = .watching(lastHeard: now)
        switch message {
        case .alive(let open): orders = open
        case .goodbye:
            state = .ended
            effects.append(.end)
        }
    }

    private mutating func begin(_ cause: String, at now: MonotonicTime, into effects: inout [Effect]) {
        count = orders.count
        effects.append(.tell("sentinel: \(cause), \(count) orders may stand\(count > 0 ? ": they are cancelled" : "")"))
        guard !orders.isEmpty else {
            state = .ended
            effects.append(.end)
            return
        }
        effects.append(.open(Set(orders.map(\.venue)).sorted { $0.slot < $1.slot }))
        askAll(since: now, at: now, into: &effects)
    }

    private mutating func askAll(since: MonotonicTime, at now: MonotonicTime, into effects: inout [Effect]) {
        askings += 1
        state = .cancelling(since: since, repeatAt: now + Self.pause)
        for order in orders {
            effects.append(.cancel(OrderQuestion(id: order.id, venue: order.venue, number: askings)))
        }
    }

    private mutating func finish(at now: MonotonicTime, since: MonotonicTime, into effects: inout [Effect]) {
        let rest = orders.isEmpty ? "all have ended" : "\(orders.count) are NOT known to have ended"
        let names = orders.map(\.id.text).joined(separator: " ")
        let seconds = DecimalText.plain(Int128((now - since).milliseconds), decimals: 3)
        effects.append(.tell("sentinel: of \(count) orders \(rest), after \(seconds) s \(names)".trimmed))
        state = .ended
        effects.append(.end)
    }

    /// Whether an order has ended by what a venue says.
    private static func ends(_ evidence: OrderEvidence, after span: TimeSpan) -> Bool {
        switch evidence {
        case .report(let report): [.cancelled, .expired, .filled].contains(report.status)
        case .rejected: true
        case .cancelRejected(_, let refusal): refusal.kind == .notFound && span >= flight
        case .intent, .denied, .sendStarted, .notStarted, .ambiguous, .acknowledged, .fill, .cancelRequested, .notFound:
            false
        }
    }
}

extension String {
    /// Without the blank at its end that a list of nothing leaves.
    fileprivate var trimmed: String { last == " " ? String(dropLast()) : self }
}
