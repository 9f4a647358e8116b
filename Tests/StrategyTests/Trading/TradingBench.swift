import Books
import TestKit
import Testing

@testable import Strategy

/// A trader with an order path on the bench: two calm venues in virtual time, whose exchanges do what a test says.
struct TradingBench {
    var trader: Trader
    var now = MonotonicTime(nanoseconds: 10_000_000_000)
    /// What the last step led to.
    private(set) var effects: [TraderEffect] = []
    /// What every step so far led to.
    private(set) var history: [TraderEffect] = []
    /// The middle of both books.
    var mid: Int64 = 1_000_000
    /// What each venue's account holds, in 10^-12: a hundred of the base, a million of the quote.
    var balances: [(base: Int128, quote: Int128)] = Array(
        repeating: (100_000_000_000_000, 1_000_000_000_000_000_000),
        count: 2
    )

    private var sequence: UInt64 = 1
    private var step = 0
    private var trades = 0

    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 4)
    )

    /// A name without an installation's key: only names whose tag is 0 are ours.
    private static let tags = OrderBench.Untagged()

    init(
        limits: RiskLimits = RiskLimits(),
        mode: TradingMode = .running,
        needsArming: Bool = false,
        recovered: RecoveredState? = nil
    )
        throws
    {
        var strategy = StrategySettings(instrument: Self.instrument, seed: 1)
        strategy.warmUp = 5
        try strategy.parameters.set("profile", to: "passive")
        var execution = ExecutionSettings(
            instrument: Self.instrument,
            configuration: ExecutionConfiguration(epoch: 2, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: (0..<2).map { _ in
                TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: MonotonicTime(nanoseconds: 0))
            },
            bookAges: [.milliseconds(1_500), .seconds(3)],
            hasDeadMansSwitch: [false, true],
            tags: Self.tags,
            wallTime: WallTime(nanoseconds: 1_700_000_000_000_000_000)
        )
        execution.limits = limits
        execution.mode = mode
        execution.needsArming = needsArming
        execution.recovered = recovered
        trader = Trader(venueCount: 2, at: now, strategy: strategy, execution: execution)
        var batch = MarketBatch()
        let listing = VenueListing(
            tick: Price(units: 1),
            lot: Quantity(units: 1),
            minimumNotional: Notional(units: 5_000_000)
        )
        for slot in 0..<2 {
            batch.append(.listing(VenueID(slot: slot), listing))
            append(slot, to: &batch)
            batch.state(slot, .live)
        }
        take(batch)
    }

    /// A console that quotes and may send: both order paths up, both accounts read, the strategy on and warm.
    static func trading(limits: RiskLimits = RiskLimits()) throws -> TradingBench {
        var bench = try TradingBench(limits: limits)
        bench.connect(0)
        bench.connect(1)
        bench.pass(.seconds(8))
        bench.say(.strategyOn)
        return bench
    }

    // MARK: - Market

    /// Lets time pass, with a change of both books every 100 ms.
    mutating func pass(_ span: TimeSpan) {
        for _ in 0..<span.milliseconds / 100 {
            now = now + .milliseconds(100)
            move(to: mid)
        }
    }

    /// Moves both books at once.
    mutating func move(to mid: Int64) {
        self.mid = mid
        step += 1
        sequence += 1
        var batch = MarketBatch()
        for slot in 0..<2 { append(slot, to: &batch) }
        take(batch)
    }

    /// Lets the market fall so far below the best bid of the trader book that it can be bought at the client's price:
    /// by 400 all quotes are reached, by 103 the best alone.
    mutating func cross(by depth: Int64 = 400) {
        guard let bid = trader.traderBook.bestOpen(.bid) else { return }
        move(to: bid.price.units - depth)
    }

    /// Lets the market rise so far above the best offer of the trader book that it can be sold at the client's price.
    mutating func rise(by height: Int64 = 400) {
        guard let ask = trader.traderBook.bestOpen(.ask) else { return }
        move(to: ask.price.units + height)
    }

    private func append(_ slot: Int, to batch: inout MarketBatch) {
        let wobble = Int64(step % 3)
        batch.append(.heard(VenueID(slot: slot), at: now))
        batch.book(
            slot,
            .snapshot,
            sequence,
            bids: (0..<60).map { (mid - 1 - 40 * $0 + wobble, 500_000) },
            asks: (0..<60).map { (mid + 1 + 40 * $0 + wobble, 500_000) }
        )
    }

    // MARK: - Inputs

    mutating func take(_ batch: MarketBatch) {
        effects = []
        trader.handle(batch, at: now, into: &effects)
        history += effects
    }

    mutating func say(_ command: OperatorCommand) {
        effects = []
        trader.handle(command, at: now, into: &effects)
        history += effects
    }

    mutating func hear(_ event: ExecutionEvent) {
        effects = []
        trader.handle(event, at: now, into: &effects)
        history += effects
    }

    /// Brings an order path up, and answers the first reading of the account.
    mutating func connect(_ slot: Int) {
        let venue = VenueID(slot: slot)
        hear(.clock(venue, ClockEstimate(origin: WallTime(nanoseconds: 0), error: .milliseconds(1), measuredAt: now)))
        hear(.link(venue, .ready))
        pass(.milliseconds(100))
        tellAccount(slot)
    }

    /// The account as the venue has it.
    mutating func tellAccount(_ slot: Int, askedAt: MonotonicTime? = nil, orders: [VenueOrder] = []) {
        hear(
            .account(
                AccountSnapshot(
                    venue: VenueID(slot: slot),
                    askedAt: askedAt ?? now,
                    openOrders: orders,
                    trades: [],
                    tradesSince: WallTime(nanoseconds: 0),
                    balances: [
                        AssetBalance(asset: "ETH", total: balances[slot].base, reserved: nil),
                        AssetBalance(asset: "USDT", total: balances[slot].quote, reserved: nil),
                    ]
                )
            )
        )
    }

    mutating func tell(_ request: OrderRequest, _ evidence: OrderEvidence) {
        hear(.evidence(request.venue, request.id, evidence))
    }

    /// Lets the exchange fill an order as a whole at its limit, without a fee, and say so.
    mutating func fill(_ request: OrderRequest) {
        trades += 1
        tell(request, .sendStarted)
        tell(request, .acknowledged(venueOrderID: "V\(trades)"))
        tell(request, .fill(OrderBench.fill("T\(trades)", request.quantity.units, at: request.limit.units)))
        tell(request, .report(OrderReport(.filled, cumulative: request.quantity)))
        let sign: Int128 = request.side == .buy ? 1 : -1
        let base = Int128(request.quantity.units) * 100_000_000
        balances[request.venue.slot].base += sign * base
        balances[request.venue.slot].quote -=
            sign * Int128(request.quantity.units) * Int128(request.limit.units) * 1_000_000
    }

    /// Lets the exchanges fill every order, and those that follow from it, and say so.
    mutating func fillAll() {
        while let order = desk?.book.parents.lazy.flatMap(\.children).first(where: { !$0.record.phase.isClosed }) {
            fill(order.request)
        }
    }

    // MARK: - What was asked for

    var desk: ExecutionDesk? { trader.execution }

    /// Where an order stands.
    func phase(_ id: ClientOrderID) -> OrderPhase? { desk?.book.order(id)?.record.phase }

    /// The orders that were to be sent by the last step.
    var submitted: [OrderRequest] { Self.submitted(effects) }

    /// The orders that were ever to be sent.
    var everSubmitted: [OrderRequest] { Self.submitted(history) }

    /// The cancellations that the last step asked for.
    var cancelled: [ClientOrderID] {
        effects.compactMap { if case .execution(.cancel(let question)) = $0 { question.id } else { nil } }
    }

    /// The commands beside orders that were ever given to a venue's client.
    func commands(_ slot: Int) -> [OrderCommand] {
        history.compactMap { effect in
            if case .command(VenueID(slot: slot), let command) = effect { command } else { nil }
        }
    }

    /// What a person was warned of by the last step.
    var warnings: [String] {
        effects.compactMap { if case .remark(let sentence, isWarning: true) = $0 { sentence } else { nil } }
    }

    /// Whether the last gate is open for a venue, by what it was told.
    func isGateOpen(_ slot: Int) -> Bool {
        var isOpen = false
        var latches: Set<GateLatch> = []
        for effect in history {
            switch effect {
            case .gate(VenueID(slot: slot), let open): isOpen = open
            case .latch(let latch, let isClosed):
                if isClosed { latches.insert(latch) } else { latches.remove(latch) }
            default: break
            }
        }
        return isOpen && latches.isEmpty
    }

    private static func submitted(_ effects: [TraderEffect]) -> [OrderRequest] {
        effects.compactMap { if case .execution(.submit(let request)) = $0 { request } else { nil } }
    }
}

extension TradingBench: CustomTestStringConvertible {
    var testDescription: String { "the bench at \(now.nanoseconds) ns" }
}
