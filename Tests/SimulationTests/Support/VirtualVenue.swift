import Books
import Rehearsal
import Simulator
import Strategy
import TestKit
import Venues

/// A venue, the network before it, the feed's machines and the trader behind it, all in one virtual time.
///
/// Machine against machine: nothing of it is a double but the network, and everything that happens is decided by the
/// seed.
struct VirtualVenue<Exchange: SimulatedExchange, Session: MarketDataSession> {
    /// What happens to one connection on the client's side.
    enum Delivery {
        case opened
        case text([UInt8])
        case heard
        case pong([UInt8])
        case failed(TransportError)
        case closed(String)
    }

    /// What happens.
    enum Happening {
        case market
        case tick
        case delivery(LinkID, ConnectionID, Delivery)
        case arrival(ExchangeInput)
        case answer(LinkID, RequestNumber, Result<HTTPAnswer, TransportError>)
        case cut(LinkID, ConnectionID)
        case words(ConnectionID, [UInt8])
    }

    /// One connection and its machine.
    struct Line {
        var machine: FeedMachine<Session>
        var limits = VenueLimits()
        /// The connection that is open or being opened.
        var connection: ConnectionID?
        /// Nothing arrives before what was sent before it.
        var lastArrival = MonotonicTime(nanoseconds: 0)
        /// The same on the way to the exchange.
        var lastSent = MonotonicTime(nanoseconds: 0)
        /// Whether the connection has come about.
        var isOpened = false
        /// Whether nothing passes any more though neither side knows it.
        var isHalfOpen = false
        var stalledUntil = MonotonicTime(nanoseconds: 0)
        /// A message that the next one overtakes.
        var held: [UInt8]?
    }

    /// What a request was for.
    struct Pending {
        let link: LinkID
        let number: RequestNumber
        let target: String
    }

    let seed: UInt64
    var generator: SplitMix64
    var plan: FaultPlan
    var market: SeededMarket
    var exchange: Exchange
    var truth: Truth
    var lines: [Line]
    var links: FeedLinks
    var trader: Trader
    var agenda = Agenda<Happening>()
    var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
    /// What the exchange's calendar is ahead of our steady clock.
    var skew: Int64
    var connections: UInt64 = 0
    var pending: [ConnectionID: Pending] = [:]
    /// The number of the exchange's last change.
    var lastSequence: UInt64 = 0
    var refusesUntil = MonotonicTime(nanoseconds: 0)
    var oldSnapshot: HTTPAnswer?
    var findings = Findings()
    let isNumbered: Bool

    var sessionEffects = SessionEffects()
    var linkEffects = LinkEffects()
    var traderEffects: [TraderEffect] = []
    var exchangeEffects: [ExchangeEffect] = []

    init(seed: UInt64, count: Int, session: Session, isNumbered: Bool, exchange: (MarketSnapshot) -> Exchange) {
        self.seed = seed
        self.isNumbered = isNumbered
        var generator = SplitMix64(seed: seed)
        plan = FaultPlan(&generator)
        market = SeededMarket(seed: seed)
        let opening = market.opening()
        self.exchange = exchange(opening)
        skew = 1_723_161_255_000_000_000 + generator.pick(-5_000_000_000...5_000_000_000)
        truth = Truth(depth: isNumbered ? .max : 10)
        let venue = VenueID(slot: 0)
        lines = LinkID.all.map { link in
            Line(machine: FeedMachine(venue: venue, session: session, seed: seed &* 31 &+ UInt64(link.slot)))
        }
        links = FeedLinks(venue: venue, continuity: session.capabilities.continuity, count: count)
        trader = Trader(venueCount: 1, at: now)
        self.generator = generator
        note(sequence: UInt64(opening.lastID))
    }

    // MARK: - Time

    /// The moment as the exchange is told it.
    var moment: ExchangeMoment {
        ExchangeMoment(steady: now, wall: WallTime(nanoseconds: now.nanoseconds + skew))
    }

    /// Notes what the exchange has from now on.
    mutating func note(sequence: UInt64, lastStamp: WallTime? = nil) {
        lastSequence = sequence
        let stamp = moment.wall
        truth.note(market.twin, sequence: sequence, stamp: stamp, lastStamp: lastStamp ?? stamp, time: now)
    }

    /// Begins: the market moves, and the feed connects.
    mutating func start() {
        agenda.add(.market, at: now)
        agenda.add(.tick, at: now)
        links.start(into: &linkEffects)
        follow()
    }

    /// Lets everything happen up to a moment, or until `isDone`.
    mutating func run(until end: MonotonicTime, isDone: (Self) -> Bool = { _ in false }) {
        while !isDone(self) {
            var due = end
            if let next = agenda.due { due = min(due, next) }
            if let next = exchange.deadline { due = min(due, next) }
            for line in lines { if let next = line.machine.deadline { due = min(due, next) } }
            now = max(now, due)
            guard due < end else { return }
            step()
        }
    }

    private mutating func step() {
        if let next = exchange.deadline, next <= now {
            tell(.deadlineReached)
        }
        for link in LinkID.all {
            if let next = lines[link.slot].machine.deadline, next <= now { input(.deadlineReached, link) }
        }
        while let due = agenda.due, due <= now, let (_, happening) = agenda.next() { happen(happening) }
    }

    private mutating func happen(_ happening: Happening) {
        switch happening {
        case .market: moveMarket()
        case .tick: tick()
        case .delivery(let link, let connection, let delivery): deliver(delivery, connection, link)
        case .arrival(let input): tell(input)
        case .answer(let link, let number, let result): input(.answer(number, result), link)
        case .words(let connection, let bytes): deliver(.text(bytes), to: connection)
        case .cut(let link, let connection):
            lose(connection)
            deliver(.closed("the announced end"), connection, link)
        }
    }

    // MARK: - Steps of the feed

    private mutating func deliver(_ delivery: Delivery, _ connection: ConnectionID, _ link: LinkID) {
        guard lines[link.slot].connection == connection else { return }
        switch delivery {
        case .opened:
            lines[link.slot].isOpened = true
            input(.opened, link)
        case .text(let bytes):
            sessionEffects.market.append(.heard(VenueID(slot: 0), at: now))
            lines[link.slot].machine.receive(bytes.span, at: now, into: &sessionEffects)
            carry(link)
        case .heard:
            input(.heard, link)
        case .pong(let payload):
            input(PingPayload.number(payload.span).map { .answered($0) } ?? .heard, link)
        case .failed(let error):
            guard !lines[link.slot].isOpened else { return }
            lines[link.slot].connection = nil
            input(.failed(error), link)
        case .closed(let words):
            lines[link.slot].connection = nil
            input(.closedByVenue(words), link)
        }
    }

    /// Gives a connection's machine an input and carries out what follows from it, to the end.
    mutating func input(_ input: FeedInput, _ link: LinkID) {
        lines[link.slot].machine.handle(input, at: now, into: &sessionEffects)
        carry(link)
    }

    private mutating func carry(_ link: LinkID) {
        links.take(sessionEffects.market, from: link, at: now, into: &linkEffects)
        let acts = sessionEffects.acts
        sessionEffects.removeAll()
        follow()
        for act in acts { perform(act, link) }
        let limits = lines[link.slot].machine.limits
        if limits != lines[link.slot].limits {
            lines[link.slot].limits = limits
            lines[link.other.slot].machine.handle(.limits(limits), at: now, into: &sessionEffects)
        }
    }

    /// Hands what the links publish to the trader, has it judged, and carries out what both want.
    mutating func follow() {
        if !linkEffects.market.isEmpty {
            trader.handle(linkEffects.market, at: now, into: &traderEffects)
            judge()
        }
        let acts = linkEffects.acts
        linkEffects.removeAll()
        let wishes = traderEffects
        traderEffects.removeAll()
        for act in acts {
            switch act {
            case .start(let link): input(.started, link)
            case .retire(let link): input(.retired, link)
            case .renew(let link): input(.command(.reconnect), link)
            case .resync(let link, let reason): input(.command(.resync(reason)), link)
            case .note: continue
            }
        }
        for wish in wishes {
            guard case .resync(_, let reason) = wish else { continue }
            findings.rejections += 1
            links.handle(.resync(reason), at: now, into: &linkEffects)
            follow()
        }
    }

    private mutating func perform(_ act: SessionEffects.Act, _ link: LinkID) {
        switch act {
        case .open(let endpoint, _): open(endpoint, link)
        case .close: close(link)
        case .send(let text): send(.text, text, link)
        case .ping(let number): send(.ping, PingPayload.bytes(number), link)
        case .request(let number, let wanted): request(number, wanted, link)
        case .ending(let cause):
            links.willEnd(link, cause, at: now, into: &linkEffects)
            follow()
        case .disconnect, .note: break
        }
    }
}
