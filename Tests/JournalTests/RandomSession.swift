import Books
import Journal
import Strategy
import TestKit

/// A session as a console could have written it: orders, what is said about them in any order and twice, modes, starts,
/// checkpoints of a ledger that is kept beside it, and comparisons with venues.
struct RandomSession {
    private(set) var entries: [(entry: JournalEntry, wall: WallTime)] = []

    private var generator: SplitMix64
    private var ledger: Ledger
    private var second: Int64 = 0
    private var epoch: UInt32 = 1
    private var match: UInt64 = 0
    private var intents: [OrderIntent] = []
    private var fills: [OrderEvidence] = []
    private var booked: Set<String> = []

    init(seed: UInt64, count: Int) {
        generator = SplitMix64(seed: seed)
        ledger = Ledger(JournalBench.instrument, venueCount: 2)
        add(.epoch(JournalBench.epoch()))
        while entries.count < count { step() }
    }

    private mutating func step() {
        second += generator.pick(0...20)
        switch generator.pick(0...30) {
        case 0...5: order()
        case 6...20: evidence()
        case 21: add(.checkpoint(LedgerCheckpoint(ledger, stateHash: "00")))
        case 22:
            let modes = JournalMode.allCases
            let venue = generator.oneIn(3) ? VenueID(slot: generator.pick(0...1)) : nil
            let (from, to) = (generator.pick(modes), generator.pick(modes))
            add(.mode(ModeChange(venue: venue, from: from, to: to, who: "operator", why: "")))
        case 23: add(.parameter(ParameterChange(name: generator.pick(["a", "b"]), before: "1", after: "\(second)")))
        case 29:
            let name = generator.pick(LimitName.allCases)
            add(.limit(LimitChange(name, before: 1, after: generator.pick(1...9_000), who: "operator")))
        case 24: add(.nonce(VenueID(slot: generator.pick(0...1)), generator.pick(0...1_000)))
        case 25...27: reconcile()
        case 28:
            if let intent = intents.randomElement(using: &generator) {
                add(.sealed(intent.request.venue, intent.request.id))
            }
        default:
            if generator.oneIn(2) { add(.end(JournalEnd(exitCode: 0, openOrders: 0, why: "q"))) }
            epoch += 1
            add(.epoch(JournalBench.epoch(epoch)))
        }
    }

    private mutating func order() {
        match += 1
        let side = generator.pick(OrderSide.allCases)
        let venue = generator.pick(0...1)
        let intent = JournalBench.intent(epoch: epoch, match: match, venue: venue, side: side, second: second + 2)
        intents.append(intent)
        add(
            .matched(
                JournalMatch(
                    number: match,
                    quote: QuoteID(number: match),
                    side: side,
                    quantity: Quantity(units: 100),
                    limit: AllInPrice(Price(units: 200_000)),
                    decisionMid: nil
                )
            )
        )
        add(.intent(intent))
    }

    private mutating func evidence() {
        guard let intent = intents.suffix(12).randomElement(using: &generator) else { return }
        let request = intent.request
        let said: OrderEvidence
        switch generator.pick(0...9) {
        case 0: said = .sendStarted
        case 1: said = .acknowledged(venueOrderID: "V\(request.id.match)")
        case 2: said = .notStarted(.late)
        case 3: said = .ambiguous(.timeout)
        case 4: said = .report(OrderReport(.cancelled, cumulative: .zero))
        case 5: said = .rejected(OrderRefusal(.tick, "-1013"))
        default:
            // Told twice, or again under the same name with other numbers, at times.
            let trade = "\(request.id.match)-\(generator.pick(1...3))"
            said = JournalBench.fill(trade, generator.pick(1...33), second: second)
            book(said, trade, request)
        }
        add(.evidence(request.venue, request.id, said))
    }

    private mutating func book(_ evidence: OrderEvidence, _ trade: String, _ request: OrderRequest) {
        guard case .fill(let fill) = evidence, booked.insert(request.id.text + trade).inserted else { return }
        do { try ledger.book(fill, request.side, at: request.venue) } catch { preconditionFailure("\(error)") }
    }

    private mutating func reconcile() {
        let since = JournalBench.wall(max(0, second - generator.pick(0...2_000)))
        let differs = generator.oneIn(4)
        add(
            .reconciled(
                Reconciliation(
                    venue: VenueID(slot: generator.pick(0...1)),
                    tradesSince: generator.oneIn(5) ? nil : since,
                    askedAt: JournalBench.wall(second),
                    openOrders: 0,
                    differences: differs ? [.init(asset: "ETH", expected: 1, found: 2)] : [],
                    opening: generator.oneIn(2) ? AccountOpening(base: Int128(second), quote: 7) : nil
                )
            )
        )
    }

    private mutating func add(_ entry: JournalEntry) {
        entries.append((entry, JournalBench.wall(second)))
    }
}
