import Books
import TestKit
import Testing

@testable import Strategy

/// Execution on the bench: two venues around 1,000.00, quotes, evidence and virtual time.
struct ExecutionBench {
    var book: ExecutionBook
    var consumer: ConsumerBook
    var facts = RiskBench.facts()
    private(set) var quotes = TraderBook()
    private(set) var now = RiskBench.now
    /// Everything that was asked for so far.
    private(set) var effects: [ExecutionEffect] = []

    private var wanted = QuoteSet()

    init(asks: [(Int64, Int64)] = [(100_050, 50_000)], synchronises: Bool = false) {
        var configuration = ExecutionConfiguration(epoch: 1, fences: [.receiveWindow, .engineDeadline])
        configuration.synchronisesArrival = synchronises
        let scale = LedgerScale(RiskBench.instrument)
        book = ExecutionBook(
            configuration,
            instrument: RiskBench.instrument,
            matcher: Matcher(fees: [.basisPoints(10), .basisPoints(10)], slippageBound: 10),
            gate: RiskGate(
                limits: RiskLimits(),
                scale: scale,
                budgets: (0..<2).map { _ in
                    TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: RiskBench.now)
                }
            ),
            tags: OrderBench.Untagged()
        )
        consumer = MarketBench.consumer([
            ([(99_950, 50_000)], asks),
            ([(99_900, 50_000)], [(100_100, 50_000)]),
        ])
    }

    var market: ExecutionMarket { ExecutionMarket(consumer: consumer, facts: facts) }

    /// The orders that were to be sent, in order.
    var submitted: [OrderRequest] {
        effects.compactMap { if case .submit(let request) = $0 { request } else { nil } }
    }

    /// The matches that have ended.
    var reports: [ParentReport] {
        effects.compactMap { if case .ended(let report) = $0 { report } else { nil } }
    }

    /// What a person has to see.
    var alarms: [ExecutionAlarm] {
        effects.compactMap { if case .alarm(let alarm) = $0 { alarm } else { nil } }
    }

    /// What was refused, and why first.
    var refused: [RiskCode] {
        effects.compactMap { if case .denied(_, let refusals) = $0 { refusals.first?.code } else { nil } }
    }

    /// Which questions were put: `cancel 1`, `query 2`.
    var questions: [String] {
        effects.compactMap { effect in
            switch effect {
            case .cancel(let question): "cancel \(question.number)"
            case .query(let question): "query \(question.number)"
            case .fetchTrades(let question): "trades \(question.number)"
            default: nil
            }
        }
    }

    /// Lets a bid take at one venue, and gives the order once its first byte has left.
    mutating func sendOne() throws -> OrderRequest {
        quote(.bid, price: 100_151, quantity: 1_000)
        execute()
        let order = try #require(submitted.first)
        say(.sendStarted, order.id)
        return order
    }

    /// The questions where an order stands.
    var queries: [OrderQuestion] {
        effects.compactMap { if case .query(let question) = $0 { question } else { nil } }
    }

    mutating func forgetEffects() {
        effects = []
    }

    mutating func pass(_ span: TimeSpan) {
        now = now + span
    }

    /// Adds a client's order.
    mutating func quote(_ side: Side, price: Int64, quantity: Int64) {
        wanted[side].append(PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
        quotes.replace(with: wanted, from: BookVersions())
    }

    /// Looks for matches, if the cheap check finds a crossing.
    mutating func execute() {
        guard book.matcher.hasCrossing(quotes, consumer) else { return }
        var new: [ExecutionEffect] = []
        book.match(quotes, market, at: now, into: &new)
        follow(new)
    }

    mutating func say(_ evidence: OrderEvidence, _ id: ClientOrderID) {
        var new: [ExecutionEffect] = []
        book.handle(evidence, of: id, market, at: now, into: &new)
        follow(new)
    }

    mutating func answerNotFound(_ id: ClientOrderID, number: Int, askedAt: MonotonicTime, tradesWereRead: Bool = true)
    {
        var new: [ExecutionEffect] = []
        let question = OrderQuestion(id: id, venue: VenueID(slot: Int(id.leg)), number: number)
        book.handleNotFound(
            question,
            askedAt: askedAt,
            tradesWereRead: tradesWereRead,
            market,
            at: now,
            into: &new
        )
        follow(new)
    }

    /// Notes how long an order took to each venue.
    mutating func noteOneWay(_ times: [TimeSpan]) {
        for (slot, time) in times.enumerated() { book.noteOneWay(time, to: VenueID(slot: slot)) }
    }

    mutating func giveUp(at venue: VenueID) -> Bool {
        var new: [ExecutionEffect] = []
        let given = book.giveUp(at: venue, market, at: now, into: &new)
        for part in given { quotes.fill(part.quote, part.quantity) }
        follow(new)
        return !given.isEmpty
    }

    mutating func cancelAll() {
        var new: [ExecutionEffect] = []
        book.cancelAll(market, at: now, into: &new)
        follow(new)
    }

    /// Lets time pass to `end`, doing what is due on the way.
    mutating func run(until end: MonotonicTime) {
        while let deadline = book.deadline, deadline <= end {
            now = max(now, deadline)
            var new: [ExecutionEffect] = []
            book.deadlineReached(market, at: now, into: &new)
            follow(new)
        }
        now = end
    }

    /// Does to the trader book what the trader would.
    private mutating func follow(_ new: [ExecutionEffect]) {
        for effect in new {
            switch effect {
            case .quoteState(let id, let state): quotes.setState(state, of: id)
            case .executed(let id, let fill): quotes.fill(id, fill.quantity)
            default: break
            }
        }
        effects += new
    }
}
