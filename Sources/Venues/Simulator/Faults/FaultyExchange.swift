import Books
import Venues

/// A venue's exchange whose faults are played around and inside its own rules.
///
/// ``steer(_:at:into:)`` plays what needs no knowledge of the venue: who is let in, whose connection ends, what comes
/// late, when the market stands still. What needs it is done where the venue writes its messages and asks ``faults``.
protocol FaultyExchange: SimulatedExchange {
    /// What is wrong.
    var faults: FaultDesk { get set }
    /// What it trades.
    var instrument: ExchangeInstrument { get }
    /// The book.
    var book: ExchangeBook { get }
    /// The book as the played market has it: with what our orders took, and without what stands of them.
    var played: ExchangeBook { get }
    /// When the venue itself has something to do.
    var venueDeadline: MonotonicTime? { get }

    /// Takes an input by the venue's own rules.
    mutating func act(_ input: ExchangeInput, at now: ExchangeMoment, into effects: inout [ExchangeEffect])
    /// Tells clients, where the venue has words for it.
    mutating func announce(_ news: FaultNews, to clients: [ConnectionID], into effects: inout [ExchangeEffect])
    /// Keeps the book as it is, for snapshots that are to be old.
    mutating func keepOldBook()
    /// Ends what clients were let in with: tokens, subscriptions to private events.
    mutating func endSessions(at now: ExchangeMoment, into effects: inout [ExchangeEffect])
    /// Ends every connection and every session; book and ledger stay.
    mutating func beginAnew(at now: ExchangeMoment, into effects: inout [ExchangeEffect])
    /// The code and the words with which connections end when the exchange goes away.
    static var farewell: (code: UInt16, reason: String) { get }
}

/// What a venue may tell its clients about a fault.
enum FaultNews: Sendable {
    /// Its market closes, as far as the mode says.
    case closing(MaintenanceMode)
    /// Its market opens again.
    case opening
    /// It goes away.
    case leaving(at: WallTime)
}

extension FaultyExchange {
    /// When an input is wanted next, for the venue or for a fault.
    var nextDeadline: MonotonicTime? {
        [venueDeadline, faults.deadline].compactMap(\.self).min()
    }

    /// Takes an input, with all that is wrong.
    mutating func steer(_ input: ExchangeInput, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let start = effects.count
        for fault in faults.end({ fault in fault.end.map { $0 <= time.steady } ?? false }) {
            end(fault, at: time, into: &effects)
        }
        switch input {
        case .fault(let order):
            begin(order, at: time, into: &effects)
        case .faultEnd(let kind):
            for fault in faults.end({ kind == nil || $0.kind == kind }) { end(fault, at: time, into: &effects) }
        case .market(let event):
            play(event, at: time, into: &effects)
        case .closed(let client):
            act(input, at: skewed(time), into: &effects)
            faults.forget(client)
        case .upgrade, .request, .text, .ping, .pong, .deadlineReached:
            act(input, at: skewed(time), into: &effects)
        }
        finish(from: start, at: time, into: &effects)
    }

    // MARK: - On and off

    private mutating func begin(_ order: FaultOrder, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let wasHeld = isMarketHeld
        let before = door
        faults.begin(order, at: time.steady)
        switch order.fault {
        case .refuse:
            _ = faults.take(.refuse)
            for client in faults.clients { effects.append(.reset(client)) }
        case .ban:
            for client in faults.targets(of: .ban) {
                effects.append(.close(client, code: WebSocketCloseCode.policyViolation, reason: "banned"))
                act(.closed(client), at: skewed(time), into: &effects)
            }
        case .staleSnapshot:
            keepOldBook()
        case .maintenance(let mode):
            _ = faults.take(.maintenance)
            announce(.closing(mode), to: faults.clients, into: &effects)
        case .slowTLS, .skew, .burst, .delay, .quiet, .answerDelay, .orderDelay, .queryLag, .eventSilence, .keyRevoked:
            _ = faults.take(order.fault.kind)
        case .apart(let basisPoints):
            _ = faults.take(.apart)
            let book = faults.shape.recorded ?? played
            reshape(offset: MarketForm.offset(basisPoints, of: book, tick: instrument.tick.units))
        case .emptySide:
            _ = faults.take(.emptySide)
            reshape(offset: faults.shape.wanted.offset)
        case .tokenExpiry:
            _ = faults.take(.tokenExpiry)
            endSessions(at: skewed(time), into: &effects)
        case .restart:
            _ = faults.take(.restart)
            beginAnew(at: skewed(time), into: &effects)
        case .close, .reset, .halfOpen, .halfFrame, .oversized, .gap, .duplicate, .reorder, .checksum, .wrongTop,
            .crossed, .corrupt, .snapshotError, .rateLimit, .shutdown, .loseAnswer, .duplicateAnswer, .dropRequest,
            .cutBefore, .cutAfter,
            .orderTimeout, .orderFailure, .reject, .orderLimit, .firewall, .eventGap, .eventDuplicate, .eventReorder:
            break
        }
        settle(wasHeld, before, at: time, into: &effects)
    }

    private mutating func end(_ fault: ActiveFault, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch fault.order.fault {
        case .maintenance:
            announce(.opening, to: faults.clients, into: &effects)
            release(at: time, into: &effects)
        case .quiet:
            release(at: time, into: &effects)
        case .refuse, .slowTLS:
            effects.append(.door(door))
        case .delay:
            effects.append(contentsOf: faults.late.all())
        case .apart:
            reshape(offset: 0)
        case .emptySide:
            reshape(offset: faults.shape.wanted.offset)
        case .close, .reset, .halfOpen, .halfFrame, .oversized, .gap, .duplicate, .reorder, .checksum, .wrongTop,
            .crossed, .corrupt, .staleSnapshot, .snapshotError, .rateLimit, .ban, .shutdown, .skew, .burst,
            .answerDelay, .orderDelay, .queryLag, .eventSilence, .tokenExpiry, .keyRevoked, .restart,
            .loseAnswer, .duplicateAnswer, .dropRequest, .cutBefore, .cutAfter,
            .orderTimeout, .orderFailure, .reject, .orderLimit, .firewall, .eventGap, .eventDuplicate, .eventReorder:
            break
        }
    }

    /// Does what follows from a new fault in the place of an old one.
    private mutating func settle(
        _ wasHeld: Bool,
        _ before: ExchangeDoor,
        at time: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        if wasHeld { release(at: time, into: &effects) }
        if door != before { effects.append(.door(door)) }
    }

    private var door: ExchangeDoor {
        if faults[.refuse] != nil { return .shut }
        if case .slowTLS(let span) = faults[.slowTLS]?.order.fault { return .slow(span) }
        return .open
    }

    // MARK: - Market

    private var isMarketHeld: Bool {
        if case .maintenance(.maintenance) = faults[.maintenance]?.order.fault { return true }
        return faults[.quiet] != nil
    }

    private mutating func play(_ event: PlayedEvent, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for event in faults.shape.shaped(faults.market.lifted(event)) {
            show(event, at: time, into: &effects)
        }
    }

    private mutating func show(_ event: PlayedEvent, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        if isMarketHeld, faults.market.hold(event) { return }
        act(.market(event), at: skewed(time), into: &effects)
        guard case .depth(let change) = event, case .burst(let factor) = faults[.burst]?.order.fault else { return }
        for extra in faults.market.burst(after: change, book, lot: instrument.lot, factor: factor) {
            act(.market(.depth(extra)), at: skewed(time), into: &effects)
        }
    }

    /// Asks for the form that the faults give the market.
    private mutating func reshape(offset: Int64) {
        var form = MarketForm(offset: offset)
        if case .emptySide(let side) = faults[.emptySide]?.order.fault { form.emptySide = side }
        let book = played
        faults.shape.want(form, from: book)
    }

    /// Plays what was held back, unless another fault still holds it.
    private mutating func release(at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        guard !isMarketHeld else { return }
        for event in faults.market.release() { act(.market(event), at: skewed(time), into: &effects) }
    }

    /// The time as the exchange's own clock has it.
    private func skewed(_ time: ExchangeMoment) -> ExchangeMoment {
        guard case .skew(let span) = faults[.skew]?.order.fault else { return time }
        return ExchangeMoment(
            steady: time.steady,
            wall: WallTime(nanoseconds: time.wall.nanoseconds + span.nanoseconds)
        )
    }

    // MARK: - Effects

    /// Follows the new effects, ends connections that are to end, and keeps back what is to come late or never.
    private mutating func finish(from start: Int, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        note(from: start, at: time, into: &effects)
        guard !faults.isIdle else { return }
        strike(at: time, into: &effects)
        let new = effects[start...]
        effects.removeSubrange(start...)
        effects.append(contentsOf: faults.late.arrived(at: time.steady))
        for effect in new { send(effect, at: time.steady, into: &effects) }
    }

    private mutating func note(from start: Int, at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var index = start
        while index < effects.count {
            switch effects[index] {
            case .accept(let client): faults.open(client)
            case .close(let client, _, _): faults.forget(client)
            case .drop(let client), .reset(let client):
                faults.forget(client)
                act(.closed(client), at: skewed(time), into: &effects)
            case .mute(let client): faults.mute(client)
            case .answer, .text, .ping, .pong, .partial, .door: break
            }
            index += 1
        }
    }

    /// Ends or silences the connections that are to be.
    private mutating func strike(at time: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let start = effects.count
        for client in hit(.close) {
            guard case .close(let code) = client.fault else { continue }
            effects.append(.close(client.client, code: code, reason: "closed"))
            act(.closed(client.client), at: skewed(time), into: &effects)
        }
        for client in hit(.reset) { effects.append(.reset(client.client)) }
        for client in hit(.halfOpen) { effects.append(.mute(client.client)) }
        let told = hit(.shutdown)
        if case .shutdown(let lead) = told.first?.fault {
            let end = time.steady + lead
            announce(.leaving(at: skewed(time).wall), to: told.map(\.client), into: &effects)
            faults.leaving += told.map { FaultDesk.Farewell(client: $0.client, time: end) }
        }
        for farewell in faults.leaving where farewell.time <= time.steady {
            effects.append(.close(farewell.client, code: Self.farewell.code, reason: Self.farewell.reason))
            act(.closed(farewell.client), at: skewed(time), into: &effects)
        }
        note(from: start, at: time, into: &effects)
    }

    /// The connections that a fault meets now; none, and no occasion taken, if there are none.
    private mutating func hit(_ kind: FaultKind) -> [(client: ConnectionID, fault: Fault)] {
        let targets = faults.targets(of: kind)
        guard !targets.isEmpty, let taken = faults.take(kind) else { return [] }
        return targets.map { ($0, taken.order.fault) }
    }

    private mutating func send(_ effect: ExchangeEffect, at now: MonotonicTime, into effects: inout [ExchangeEffect]) {
        guard let client = effect.delayable else {
            effects.append(effect)
            return
        }
        if faults.muted.contains(client), !effect.isPartial { return }
        let delay = faults[.delay]
        if case .delay(let span) = delay?.order.fault, let scope = delay?.order.scope, faults.covers(scope, client) {
            faults.late.send(effect, to: client, due: now + span)
        } else if faults.late.isUnderWay(to: client) {
            // A connection does not overtake itself.
            faults.late.send(effect, to: client, due: now)
        } else {
            effects.append(effect)
        }
    }
}

extension ExchangeEffect {
    /// Whose bytes it sends; nil for what is no byte on a connection.
    fileprivate var delayable: ConnectionID? {
        switch self {
        case .text(let client, _), .ping(let client, _), .pong(let client, _), .partial(let client, _, _),
            .close(let client, _, _), .drop(let client), .answer(let client, _):
            client
        case .accept, .reset, .mute, .door:
            nil
        }
    }

    /// Whether it is the beginning of a message, after which a connection may fall silent.
    fileprivate var isPartial: Bool {
        if case .partial = self { true } else { false }
    }
}
