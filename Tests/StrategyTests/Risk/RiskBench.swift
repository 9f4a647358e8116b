import Books
import Strategy

/// A market in which every check passes, to be broken at one place.
struct RiskBench {
    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 4)
    )
    static let now = MonotonicTime(nanoseconds: 100_000_000_000)

    var gate: RiskGate
    var facts: MarketFacts
    var exposure = Exposure(position: 0, longest: 0, shortest: 0, openNotional: 0, openOrders: 0, profit: 0)
    /// Price 1,000.00, quantity 0.1000.
    var limit: Int64 = 100_000
    var quantity: Int64 = 1_000
    var match: UInt64 = 7
    var side = OrderSide.buy
    var allInCost: Int128?
    var isLegOpen = false
    var meetsOwnOrder = false
    var isVenueInDoubt = false
    var isVenueHalted = false

    init() {
        let scale = LedgerScale(Self.instrument)
        gate = RiskGate(
            limits: RiskLimits(),
            scale: scale,
            budgets: (0..<2).map { _ in TokenBucket(capacity: 40, perSecondThousandths: 1_000, at: Self.now) }
        )
        facts = Self.facts()
    }

    static func venue(mid: Int64 = 100_000) -> VenueFacts {
        VenueFacts(
            isArmed: true,
            isReady: true,
            isTrading: true,
            bookAge: .milliseconds(50),
            bookAgeBound: .milliseconds(1_500),
            eventLag: .milliseconds(20),
            mid: Mid(Price(units: mid)),
            listing: VenueListing(
                tick: Price(units: 10),
                lot: Quantity(units: 100),
                minimumNotional: Notional(units: 5_000_000)
            ),
            fee: .basisPoints(10),
            visibleBids: Quantity(units: 1_000_000),
            visibleAsks: Quantity(units: 1_000_000),
            clockError: .milliseconds(10),
            clockAge: .seconds(5)
        )
    }

    static func facts(mid: Int64 = 100_000) -> MarketFacts {
        MarketFacts(
            isRunning: true,
            isKilled: false,
            watchdogAge: .milliseconds(100),
            isJournalWritable: true,
            venuesAgree: true,
            consumerMid: Mid(Price(units: mid)),
            tradeAverage: Price(units: mid),
            sigma: 100,
            venues: [venue(mid: mid), venue(mid: mid)]
        )
    }

    var proposal: OrderProposal {
        let request = OrderBench.request(quantity, match: match, side: side, limit: limit)
        let best = AllInPrice(Price(units: limit))
        return OrderProposal(
            request,
            best: best,
            allInCost: allInCost ?? best.units * Int128(quantity),
            isLegOpen: isLegOpen,
            meetsOwnOrder: meetsOwnOrder,
            isVenueInDoubt: isVenueInDoubt,
            isVenueHalted: isVenueHalted
        )
    }

    /// The codes of the checks that the order does not pass.
    var codes: [RiskCode] {
        gate.refusals(proposal, facts, exposure, at: Self.now).map(\.code)
    }
}
