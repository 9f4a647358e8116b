import Books
import Rehearsal
import Simulator
import Strategy
import TestKit
import Transport
import Venues

/// The whole client, two exchanges, the network between them, a disk and a person, in one virtual time.
///
/// Machine against machine: the client's machines and the exchanges' are the product's own. What stands between them
/// here is what threads, sockets and the disk are in the product: it carries, late and with losses, and decides nothing.
/// Everything that happens follows from the seed.
final class World {
    /// The instant at which every run begins.
    static let begin = MonotonicTime(nanoseconds: 1_000_000_000_000)
    /// What the client's calendar shows then.
    static let calendar: Int64 = 1_790_000_000_000_000_000

    /// What happens.
    enum Happening {
        case market
        case weather
        case arrival(Int, ExchangeInput)
        case delivery(Int, LineID, ConnectionID, Delivery)
        case answer(Int, LineID, RequestNumber, Result<HTTPAnswer, TransportError>)
        case events(Int, [ExecutionEvent])
        case command(Int, Int, OrderCommand)
        case committed(Int, Commit)
        case typed(Int, OperatorCommand, closing: UInt64?)
        case start
        case diskHeals
        case faultEnds(Int, FaultKind)
        case strike(SwarmFault)
    }

    /// What happens to one connection on the client's side.
    enum Delivery {
        case opened
        case text([UInt8])
        case heard
        case pong([UInt8])
        case failed(TransportError)
        case closed(String)
    }

    let seed: UInt64
    var random: SplitMix64
    var plan: SwarmPlan
    var now = World.begin
    /// By how much the client's calendar is ahead of its steady clock.
    var calendar = World.calendar
    /// By how many millionths the client's calendar runs too fast.
    var drift: Int64
    /// Whether a clock is ever stepped: then a time that an exchange names may mean another instant to the client.
    let stepsClocks: Bool
    var market: SharedMarket
    var sites: [ExchangeSite]
    var console: Console?
    /// Counts the starts of the console: what was under way for an earlier one is for nobody.
    var generation = 0
    var journal = VirtualJournal()
    var nonceFloor: UInt64 = 0
    var agenda = Agenda<Happening>()
    var judge: OrderJudge
    var trace = Trace()
    var coverage = Coverage()
    /// How many requests the exchanges allow the account.
    let tier: RateTier
    /// Bounds of the pre-trade list of this run.
    var limits: RiskLimits
    var connections: UInt64 = 0
    /// Faults that wait for the next step of an order.
    var lurking: [SwarmFault] = []
    /// Faults that wait for an order to be partly filled or on its way to be cancelled.
    var lurkingForRare: [SwarmFault] = []
    var openRequests: Set<RequestKey> = []
    var person = Person()
    /// Until when the trader's thread stands still.
    var traderStalledUntil = World.begin
    /// What was handed to the trader's thread and not taken in yet.
    var waiting: [TraderInput] = []
    /// Whether that thread is taking something in.
    var isTaking = false
    /// From when on the trader has seen all that has waited for it.
    var caughtUpAt = World.begin
    /// When the last step is on the disk.
    var lastCommit = World.begin
    /// By how much longer than usual the disk takes.
    var diskDelay = TimeSpan.zero

    var sessionEffects = SessionEffects()
    var linkEffects = LinkEffects()
    var executionEffects = ExecutionEffects()
    var traderEffects: [TraderEffect] = []
    var exchangeEffects: [ExchangeEffect] = []
    /// The deadlines of the client's machines, of the trader and of the exchanges, as of their last steps.
    var deadlines: [MonotonicTime?] = Array(repeating: nil, count: 9)

    /// What the trader's thread is given.
    enum TraderInput {
        case market(MarketBatch)
        case events([ExecutionEvent])
        case command(OperatorCommand, closing: UInt64? = nil)
    }

    /// A world of a seed, with these faults and bounds; nil draws them.
    init(seed: UInt64, plan: SwarmPlan? = nil, limits given: RiskLimits? = nil, tier: RateTier? = nil) throws {
        self.seed = seed
        var random = SplitMix64(seed: seed)
        let drawn = SwarmPlan(&random)
        self.plan = plan ?? drawn
        stepsClocks = self.plan[.skew] > 0 || self.plan[.clockStep] > 0
        drift = random.pick(-200...200)
        let bounds = Self.limits(&random)
        limits = given ?? bounds
        self.tier = tier ?? random.pick(RateTier.allCases)
        market = SharedMarket(seed: seed, venues: 2)
        sites = []
        judge = OrderJudge(seed: seed, limits: limits)
        self.random = random
        let openings = (0..<2).map { market.opening($0) }
        sites = [
            ExchangeSite(
                try ExchangeSite.binance(openings[0], self.tier),
                ahead: World.calendar + random.pick(-900_000_000...900_000_000)
            ),
            ExchangeSite(
                try ExchangeSite.kraken(openings[1], self.tier),
                ahead: World.calendar + random.pick(-900_000_000...900_000_000)
            ),
        ]
        self.random = random
    }

    /// Most seeds have the bounds of `sim`; some have tight ones.
    private static func limits(_ random: inout SplitMix64) -> RiskLimits {
        var limits = RiskLimits()
        limits.loss = 5_000
        limits.executionsPerMinute = random.oneIn(4) ? 10 : 60
        limits.executionsPerHour = 3_600
        if random.oneIn(4) { limits.position = 2_000 }
        if random.oneIn(4) { limits.openOrders = 3 }
        return limits
    }

    // MARK: - Time

    /// The instant by both clocks of the client's machine.
    var reading: ClockReading { ClockReading(steady: now, wall: wall) }

    /// The client's calendar.
    var wall: WallTime {
        let passed = (now - World.begin).nanoseconds
        return WallTime(nanoseconds: now.nanoseconds + calendar + passed / 1_000_000 * drift)
    }

    /// The instant as an exchange is told it.
    func moment(_ slot: Int) -> ExchangeMoment {
        ExchangeMoment(steady: now, wall: WallTime(nanoseconds: now.nanoseconds + sites[slot].ahead))
    }

    /// Begins: the market moves, the weather turns, the console is started.
    func begin() {
        agenda.add(.market, at: now)
        agenda.add(.weather, at: now + .milliseconds(250))
        agenda.add(.start, at: now + .milliseconds(10))
    }

    /// How many steps were made at this instant.
    private var standing = 0

    /// Lets everything happen up to a moment, or until `isDone`.
    func run(until end: MonotonicTime, isDone: (World) -> Bool = { _ in false }) {
        while !judge.hasFailed, !isDone(self) {
            var due = end
            if let next = agenda.due { due = min(due, next) }
            for case let next? in deadlines { due = min(due, next) }
            standing = due > now ? 0 : standing + 1
            if standing > 20_000 {
                return judge.fail("T1: time stands still: \(deadlines), agenda \(agenda.due as Any)")
            }
            now = max(now, due)
            guard due < end else { return }
            step()
        }
    }

    private func step() {
        for slot in 0..<2 where isDue(7 + slot) { tell(slot, .deadlineReached) }
        if console != nil {
            for line in LineID.feeds where isDue(1 + line.place) { feed(.deadlineReached, line) }
            for slot in 0..<2 where isDue(5 + slot) { execute(.deadlineReached, slot) }
            if isDue(0) { stepTrader() }
        }
        while let due = agenda.due, due <= now, let (_, happening) = agenda.next() { happen(happening) }
    }

    private func isDue(_ index: Int) -> Bool {
        guard let due = deadlines[index] else { return false }
        return due <= now
    }

    private func happen(_ happening: Happening) {
        switch happening {
        case .market: moveMarket()
        case .weather: turn()
        case .arrival(let slot, let input): arrive(input, slot)
        case .delivery(let generation, let line, let connection, let delivery):
            if generation == self.generation { deliver(delivery, connection, line) }
        case .answer(let generation, let line, let number, let result):
            let key = RequestKey(generation: generation, line: line, number: number)
            guard generation == self.generation, openRequests.remove(key) != nil else { return }
            switch line {
            case .feed: feed(.answer(number, result), line)
            case .orders(let slot):
                if case .success(let answer) = result { judge.hear(answer.status, from: slot, at: now) }
                execute(.answer(number, result), slot)
            }
        case .events(let generation, let events):
            if generation == self.generation { give(.events(events)) }
        case .command(let generation, let slot, let command):
            if generation == self.generation { execute(.command(command), slot) }
        case .committed(let generation, let commit):
            if generation == self.generation { finish(commit) }
        case .typed(let generation, let command, let closing):
            if generation == self.generation { give(.command(command, closing: closing)) }
        case .start: start()
        case .diskHeals: journal.isFull = false
        case .faultEnds(let slot, let kind): tell(slot, .faultEnd(kind))
        case .strike(let fault):
            guard plan[fault] > 0 else { return }
            note(fault)
            strike(fault)
        }
    }

    // MARK: - Market

    private func moveMarket() {
        agenda.add(.market, at: now + TimeSpan(nanoseconds: random.pick(180_000_000...240_000_000)))
        market.move()
        for slot in 0..<2 {
            if random.oneIn(3) { tell(slot, .market(.trade(market.trade()))) }
            let change = market.change(slot)
            if let ticker = market.ticker(slot) { tell(slot, .market(.ticker(ticker))) }
            tell(slot, .market(.depth(change)))
        }
    }
}

/// One of the client's connections to a venue.
enum LineID: Hashable {
    /// Of market data: one of two, of which one idles.
    case feed(Int, LinkID)
    /// Of orders.
    case orders(Int)

    /// All connections of market data.
    static let feeds = (0..<2).flatMap { slot in LinkID.all.map { LineID.feed(slot, $0) } }

    /// The venue's slot.
    var slot: Int {
        switch self {
        case .feed(let slot, _), .orders(let slot): slot
        }
    }

    /// Its place among the lines.
    var place: Int {
        switch self {
        case .feed(let slot, let link): 2 * slot + link.slot
        case .orders(let slot): 4 + slot
        }
    }
}

/// A request for which somebody waits.
struct RequestKey: Hashable {
    let generation: Int
    let line: LineID
    let number: RequestNumber
}
