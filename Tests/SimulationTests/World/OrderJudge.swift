import Books
import Simulator
import Strategy
import Venues

@testable import Journal

/// Holds the client against what it promises, after every step, and against the exchanges' own books.
///
/// It outlives restarts of the client: what was ever sent, and what the exchanges ever took, it remembers itself.
struct OrderJudge {
    let seed: UInt64
    /// The bounds that every start is given.
    let configured: RiskLimits
    /// The bounds in force.
    var limits: RiskLimits
    /// What was found wrong, the first things first.
    private(set) var violations: [String] = []
    /// Orders that were decided, by name, over all starts.
    var decided: [ClientOrderID: OrderRequest] = [:]
    /// Orders whose bytes were handed over, and when.
    var sent: [ClientOrderID: MonotonicTime] = [:]
    /// Orders that an exchange has accepted: the place in its list.
    var accepted: [ClientOrderID: Acceptance] = [:]
    /// How much of each exchange's lists was looked at.
    var seen = [(orders: 0, fills: 0), (orders: 0, fills: 0)]
    /// The exchanges' trades.
    var trades: [Trade.Key: Trade] = [:]
    /// How much of an order has traded at its exchange.
    var traded: [ClientOrderID: Int64] = [:]
    /// Where the client last said that an order stands.
    var phases: [ClientOrderID: OrderPhase] = [:]
    /// The trades that the client has booked.
    var booked: Set<Trade.Key> = []
    /// The sum of what the client knows of an order.
    var cumulative: [ClientOrderID: Int64] = [:]
    /// Since when a person wants nothing sent; nil while they do not mind.
    var lockedAt: MonotonicTime?
    /// The number of the key that last locked, and of the one that last said that orders may go.
    var lastLock = 0
    var lastRun = 0
    private var keys = 0
    /// When matches were executed since a person last let more through, and when that was.
    var executions: [MonotonicTime] = []
    var moreLetAt = MonotonicTime(nanoseconds: .min)
    /// The number of entries that losses of power have cut off so far.
    var cutCount = 0
    /// The mode as of the trader's last step.
    var mode: TradingMode?
    /// Whether the trader was told to end.
    private(set) var isEnding = false
    /// Since when it is killed; nil while it is not.
    var killedAt: MonotonicTime?
    /// Whether that began in this step.
    var hasJustKilled = false
    /// Whether both venues have confirmed it.
    var isKillConfirmed = false
    /// Since when orders are in doubt.
    var doubtedAt: [ClientOrderID: MonotonicTime] = [:]
    /// How often each account was read since then with nothing of ours open.
    var emptyReadings = [0, 0]
    /// Which accounts were read since orders could last be sent there.
    var isRead = [false, false]
    /// Until when each exchange wants no request, as far as this start was told.
    private var barredUntil: [MonotonicTime?] = [nil, nil]
    var counts = Counts()

    /// An order at an exchange.
    struct Acceptance {
        let slot: Int
        let place: Int
    }

    /// A trade at an exchange.
    struct Trade {
        /// What names it.
        struct Key: Hashable {
            let slot: Int
            let trade: String
        }

        let id: ClientOrderID
        let fill: ExchangeFill
    }

    /// What a run has done.
    struct Counts: Equatable {
        var matches = 0
        var decided = 0
        var sent = 0
        var accepted = 0
        var fills = 0
        var unknown = 0
        var neverPlaced = 0
        var rejected = 0
        var lateFills = 0
        var orphans = 0
        var starts = 0
        var kills = 0
        /// Orders that were decided while only the position could be made smaller.
        var reducing = 0
        /// Limits that have become others.
        var limits = 0
        var checks = 0
        /// From a doubt to its end at each venue, and from a kill to its confirmation by both venues.
        var doubtSpans = [SpanTally(), SpanTally()]
        var killSpans = SpanTally()
        /// How often orders went from one phase to another.
        var edges: [Edge: Int] = [:]
    }

    /// A step of an order.
    struct Edge: Hashable {
        let before: OrderPhase
        let after: OrderPhase
    }

    init(seed: UInt64, limits: RiskLimits) {
        self.seed = seed
        configured = limits
        self.limits = limits
    }

    /// Whether something is wrong.
    var hasFailed: Bool { !violations.isEmpty }

    mutating func fail(_ text: String) {
        if violations.count < 8 { violations.append(text) }
    }

    // MARK: - Starts and ends

    /// A start of the console, over what the journal has.
    mutating func begin(
        _ trader: Trader?,
        _ history: JournalHistory,
        _ written: [LimitName: Int64],
        at now: MonotonicTime
    ) {
        counts.starts += 1
        mode = trader?.execution?.mode
        beginLimits(trader, written)
        phases = [:]
        cumulative = [:]
        booked = []
        executions = []
        isEnding = false
        isRead = [false, false]
        barredUntil = [nil, nil]
        killedAt = mode?.isKilled == true ? now : nil
        isKillConfirmed = false
        doubtedAt = [:]
        emptyReadings = [0, 0]
        // J2: what is written leads to one ledger.
        if history.isLedgerBroken { fail("J2: the journal's ledger is not what its fills make") }
        for order in history.orders {
            for fill in order.fills { booked.insert(Trade.Key(slot: order.venue.slot, trade: fill.trade.text)) }
        }
        for order in trader?.execution?.book.parents.flatMap(\.children) ?? [] {
            phases[order.request.id] = order.record.phase
        }
        // G5: a kill outlives the process.
        if wasKilled, mode?.isKilled != true { fail("G5: the kill switch was latched and is not after a restart") }
    }

    /// L2: a start has the limits that are configured, or what they were lowered to, whichever is less.
    private mutating func beginLimits(_ trader: Trader?, _ written: [LimitName: Int64]) {
        guard let begun = trader?.execution?.book.gate.limits else { return }
        for name in LimitName.allCases {
            let most = name.value(in: configured)
            if name.value(in: begun) != min(most, written[name] ?? most) {
                fail("L2: \(name.rawValue) is \(name.value(in: begun)) after a start")
            }
        }
        limits = begun
    }

    /// The console has ended, the newest change of mode that its disk has taken being a kill or not.
    ///
    /// What a disk did not take, because it is full or broken, no start can know.
    mutating func end(isKillWritten: Bool) {
        wasKilled = isKillWritten
    }

    /// Whether the last start ended with the latch closed and that written down.
    private var wasKilled = false

    // MARK: - Keys

    mutating func press(_ command: OperatorCommand, at now: MonotonicTime) {
        keys += 1
        switch command {
        case .kill:
            counts.kills += 1
            lockedAt = lockedAt ?? now
            lastLock = keys
        case .hold(nil), .stop:
            lockedAt = lockedAt ?? now
            lastLock = keys
        case .reduce(fromHold: true):
            lastRun = keys
        case .run(nil):
            lastRun = keys
            // A person lets as many through again, whatever the mode.
            executions = []
            moreLetAt = now
        default: break
        }
    }

    /// The trader takes a key in.
    mutating func take(_ command: OperatorCommand) {
        if case .stop = command { isEnding = true }
    }

    // MARK: - Pauses

    /// The client is told an answer with this status: 429 and 418 ask for a pause, of a second at least.
    mutating func hear(_ status: Int, from slot: Int, at now: MonotonicTime) {
        if status == 429 || status == 418 { barredUntil[slot] = now + .milliseconds(900) }
    }

    /// The client is told something over an exchange's private stream, which names the end of a pause by its own clock.
    ///
    /// What is heard late names an end that is near or past. A tenth of a second is how well the client knows that clock.
    mutating func hear(_ text: [UInt8], from clock: WallTime, _ slot: Int, at now: MonotonicTime) {
        guard text.contains(Array("\"retryAfter\"".utf8)),
            let message = try? JSONValue(text: String(decoding: text, as: UTF8.self)),
            let end = message["error"]?["data"]?["retryAfter"]?.integer
        else { return }
        let left = end * 1_000_000 - clock.nanoseconds - 100_000_000
        if left > 0 { barredUntil[slot] = now + TimeSpan(nanoseconds: left) }
    }

    /// The client asks an exchange for something.
    mutating func ask(_ slot: Int, at now: MonotonicTime) {
        if let until = barredUntil[slot], now < until { fail("G4: venue \(slot) is asked though it wants a pause") }
    }

    // MARK: - Bytes

    /// The bytes of a new order leave.
    mutating func send(
        _ id: ClientOrderID,
        _ slot: Int,
        _ desk: ExecutionDesk,
        _ journal: VirtualJournal,
        at now: MonotonicTime
    ) {
        counts.sent += 1
        guard let request = decided[id] else { return fail("O7: \(id.text) was sent and never decided") }
        if sent[id] != nil { fail("O8: \(id.text) was sent twice") }
        sent[id] = now
        if !journal.committedIntents.contains(id) { fail("O7: \(id.text) was sent before its intent was written down") }
        if now > request.expiresAt { fail("O8: \(id.text) was sent after its time") }
        if let lockedAt { fail("G1: \(id.text) was sent after the key at \(lockedAt.nanoseconds)") }
        // The last gate was open a moment ago by the trader's word; the trader may have changed its mind since, and then
        // the gate knows.
        if !desk.mode.sendsOrders { fail("G1: \(id.text) was sent in the mode \(desk.mode)") }
        if request.venue.slot != slot { fail("O7: \(id.text) went to another venue") }
        if !desk.paths[slot].link.isReady { fail("G2: \(id.text) was sent without a way") }
        if desk.book.isUnsettled(request.venue) {
            fail("G2: \(id.text) was sent to a venue in doubt, or without its fills")
        }
    }

    /// What is in no ledger and may have traded: of an order that has ended what the venue has reported.
    static func unbooked(_ order: ChildOrder) -> Int64 {
        let most = order.record.phase.isClosed ? order.record.reported : order.request.quantity
        return max(0, most.units - order.record.filled.units)
    }

    // MARK: - Secrets

    /// What the client says must not hold the key or the secret.
    mutating func hear(_ event: ExecutionEvent) {
        switch event {
        case .remark(_, let sentence, _): check(sentence)
        case .openOrders(let venue, let askedAt, let orders):
            if let killedAt, askedAt >= killedAt, !orders.contains(where: { $0.id?.isGenuine(Console.tags) ?? false }) {
                emptyReadings[venue.slot] += 1
            }
        case .evidence(_, let id, .rejected(let refusal)):
            check(refusal.text)
            counts.rejected += 1
            switch refusal.kind {
            // O9: what is refused for its form should never have been sent.
            case .lot, .tick, .minimumNotional, .unknownInstrument:
                fail("O9: \(id.text) was refused: \(refusal.text)")
            default: break
            }
        default: break
        }
    }

    mutating func check(_ sentence: String) {
        let text = sentence.uppercased()
        for secret in ["CANARYKEY", "CANARYSECRET", Self.hexadecimal, Self.base64] where text.contains(secret) {
            fail("S1: a secret in \"\(sentence)\"")
        }
    }

    private static let hexadecimal = "43414E415259"
    private static let base64 = "Q0FOQVJZ"
}
