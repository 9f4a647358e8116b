import Books
import Rehearsal
import Runtime
import Simulator
import Strategy
import TestKit
import Venues

/// What goes wrong, and what the person does, every quarter of a second.
extension World {
    func turn() {
        agenda.add(.weather, at: now + .milliseconds(250))
        if let trader = console?.trader, waiting.isEmpty, now >= caughtUpAt {
            judge.look(at: trader, beside: sites, now)
        }
        for fault in SwarmFault.allCases where plan[fault] > 0 {
            switch fault {
            case .cutSend, .loseRequest, .loseReply: continue
            default: appear(fault)
            }
        }
        care()
    }

    /// Lets a fault strike now, or while an order is on its way: those are short moments, and few would be met by chance.
    ///
    /// An order that takes at once is partly filled or being cancelled for a moment only: some faults wait for just that.
    private func appear(_ fault: SwarmFault) {
        guard random.oneIn(plan[fault]) else { return }
        switch random.pick(0...3) {
        case 0 where lurking.count < Self.lurkingLimit: lurking.append(fault)
        case 1 where lurkingForRare.count < Self.lurkingLimit: lurkingForRare.append(fault)
        default:
            note(fault)
            strike(fault)
        }
    }

    private static var lurkingLimit: Int { 8 }

    /// An order has made a step: a fault that has waited for it strikes at once or soon.
    func ambush(_ effects: [TraderEffect]) {
        for case .execution(.phaseChanged(_, _, let phase)) in effects {
            guard phase == .partial || phase == .cancelling, !lurkingForRare.isEmpty else { continue }
            agenda.add(.strike(lurkingForRare.removeFirst()), at: now)
            break
        }
        guard !lurking.isEmpty else { return }
        for case .execution(.phaseChanged(_, _, let phase)) in effects where !phase.isClosed {
            let bound: Int64 = [0, 30_000, 2_000_000, 20_000_000][Int(random.pick(0...3))]
            agenda.add(.strike(lurking.removeFirst()), at: now + TimeSpan(nanoseconds: random.pick(0...bound)))
            return
        }
    }

    /// Ends everything that is wrong.
    func heal() {
        plan = SwarmPlan()
        lurking = []
        lurkingForRare = []
        trace.tell(now, "heal")
        for slot in 0..<2 {
            sites[slot].refusesUntil = now
            tell(slot, .faultEnd(nil))
            for line in LineID.feeds + [.orders(0), .orders(1)] { console?.lines[line.place].stalledUntil = now }
        }
        journal.isFull = false
        journal.failures = 0
        traderStalledUntil = min(traderStalledUntil, now)
        person.restsUntil = nil
    }

    // MARK: - Faults

    /// Lets a fault strike now.
    func strike(_ fault: SwarmFault) {
        let slot = random.pick(0...1)
        let short = TimeSpan(nanoseconds: random.pick(500_000_000...6_000_000_000))
        switch fault {
        case .loseAnswer: order(.loseAnswer, slot, for: .seconds(30))
        case .answerDelay: state(.answerDelay(span(2_500)), slot, for: short)
        case .duplicateAnswer: order(.duplicateAnswer, slot, for: .seconds(30))
        case .dropRequest: order(.dropRequest, slot, for: .seconds(30))
        case .cutBefore: order(.cutBefore, slot, for: .seconds(30))
        case .cutAfter: order(.cutAfter, slot, for: .seconds(30))
        case .orderDelay: state(.orderDelay(span(2_500)), slot, for: short)
        case .timeoutPlaced: order(.orderTimeout(.placed), slot, for: .seconds(30))
        case .timeoutAbsent: order(.orderTimeout(.absent), slot, for: .seconds(30))
        case .failurePlaced: order(.orderFailure(.placed), slot, for: .seconds(30))
        case .failureAbsent: order(.orderFailure(.absent), slot, for: .seconds(30))
        case .reject: order(.reject(code: slot == 0 ? "-2010" : "EOrder:Insufficient funds"), slot, for: .seconds(30))
        case .orderLimit: state(.orderLimit, slot, for: short)
        case .firewall: state(.firewall, slot, for: short)
        case .queryLag: state(.queryLag(span(2_000)), slot, for: .seconds(random.pick(2...30)))
        case .eventGap: order(.eventGap, slot, for: .seconds(30))
        case .eventDuplicate: order(.eventDuplicate, slot, for: .seconds(30))
        case .eventReorder: order(.eventReorder, slot, for: .seconds(30))
        case .eventSilence: state(.eventSilence, slot, for: .seconds(random.pick(2...30)))
        case .tokenExpiry: order(.tokenExpiry, slot, for: nil)
        case .restart: order(.restart, slot, for: nil)
        case .keyRevoked: state(.keyRevoked, slot, for: short)
        case .rateLimit: state(.rateLimit(retryAfter: .seconds(random.pick(1...6))), slot, for: short)
        case .ban: state(.ban(retryAfter: .seconds(random.pick(2...12))), slot, for: short)
        case .maintenance: state(.maintenance(random.oneIn(2) ? .maintenance : .cancelOnly), slot, for: short)
        case .skew:
            state(.skew(TimeSpan(nanoseconds: random.pick(-6_000_000_000...6_000_000_000))), slot, for: .seconds(20))
        case .shutdown: order(.shutdown(lead: .seconds(random.pick(1...5))), slot, for: .seconds(30))
        case .quiet: state(.quiet, slot, for: short)
        case .delay: state(.delay(span(2_500)), slot, for: short)
        case .bookGap: order(.gap, slot, for: .seconds(30))
        case .bookDuplicate: order(.duplicate, slot, for: .seconds(30))
        case .bookReorder: order(.reorder, slot, for: .seconds(30))
        case .corrupt: order(.corrupt(nil), slot, for: .seconds(30))
        case .crossed: order(.crossed, slot, for: .seconds(30))
        case .checksum: order(.checksum, 1, for: .seconds(30))
        case .wrongTop: order(.wrongTop, 0, for: .seconds(30))
        case .snapshotError: state(.snapshotError(status: 503), slot, for: short)
        case .reset, .halfOpen, .refuse, .stall, .cutSend, .loseRequest, .loseReply: network(fault, slot, short)
        case .journalFull, .journalError, .crash, .powerLoss, .clockStep, .traderStall: machine(fault, short)
        case .holdKey, .killKey, .venueGate, .strategySwitch, .cancelKey, .reconnectKey, .reduceKey, .limitKey:
            key(fault, VenueID(slot: slot))
        }
    }

    private func span(_ milliseconds: Int64) -> TimeSpan { .milliseconds(random.pick(1...milliseconds)) }

    /// A fault of one occasion, which waits so long for it.
    private func order(_ fault: Fault, _ slot: Int, for span: TimeSpan?) {
        tell(slot, .fault(FaultOrder(fault, times: 1, duration: span)))
    }

    /// A fault that is a state.
    private func state(_ fault: Fault, _ slot: Int, for span: TimeSpan) {
        tell(slot, .fault(FaultOrder(fault, duration: span)))
    }

    private func network(_ fault: SwarmFault, _ slot: Int, _ span: TimeSpan) {
        let line = random.oneIn(2) ? LineID.orders(slot) : LineID.feed(slot, LinkID.all[random.pick(0...1)])
        guard let connection = console?.lines[line.place].connection else { return }
        switch fault {
        case .reset:
            tell(slot, .closed(connection))
            let arrival = Delivery.closed("the connection broke inside a frame")
            agenda.add(.delivery(generation, line, connection, arrival), at: now + delay())
        case .halfOpen: console?.lines[line.place].isHalfOpen = true
        case .stall: console?.lines[line.place].stalledUntil = now + span
        default:
            sites[slot].refusesUntil = now + span
        }
    }

    private func machine(_ fault: SwarmFault, _ span: TimeSpan) {
        switch fault {
        case .journalFull:
            journal.isFull = true
            agenda.add(.diskHeals, at: now + span)
        case .journalError: journal.failures = 1
        case .crash: crash()
        case .powerLoss:
            crash()
            journal.cut(random.pick(0...12))
        case .clockStep: calendar += random.pick(-3_000_000_000...3_000_000_000)
        default:
            guard console != nil else { return }
            traderStalledUntil = max(
                traderStalledUntil,
                now + TimeSpan(nanoseconds: random.pick(50_000_000...2_500_000_000))
            )
            deadlines[0] = traderStalledUntil
        }
    }

    // MARK: - The person

    private func key(_ fault: SwarmFault, _ venue: VenueID) {
        switch fault {
        case .holdKey:
            press(random.oneIn(2) ? .hold(nil) : .hold(venue))
            person.restsUntil = now + TimeSpan(nanoseconds: random.pick(1_000_000_000...20_000_000_000))
        case .killKey:
            press(.kill(.person))
            person.restsUntil = now + TimeSpan(nanoseconds: random.pick(2_000_000_000...20_000_000_000))
        case .reduceKey:
            press(.reduce(fromHold: random.oneIn(2)))
            person.restsUntil = now + TimeSpan(nanoseconds: random.pick(1_000_000_000...20_000_000_000))
        case .limitKey: limitKey()
        case .venueGate: press(.gate(venue, random.pick(GateOrder.allCases)))
        case .strategySwitch: press(.strategyOff)
        case .cancelKey: press(.cancelAll)
        default: press(.reconnect(venue))
        }
    }

    /// A limit is lowered, or somebody tries to raise one, whatever the mode.
    private func limitKey() {
        guard let now = console?.trader.execution?.book.gate.limits else { return }
        let name = random.pick(LimitName.allCases)
        let value = name.value(in: now)
        let next = random.oneIn(3) ? value * 2 : max(name.range.lowerBound, value * random.pick(1...9) / 10)
        press(.limit(name, next, isAsked: random.oneIn(2)))
    }

    /// The person looks after what stands still: runs it again, clears a kill, opens a venue, shows a key again.
    private func care() {
        guard now - person.caredAt >= Person.pause, let trader = console?.trader, let desk = trader.execution else {
            return
        }
        person.caredAt = now
        if let until = person.restsUntil {
            guard now >= until else { return }
            person.restsUntil = nil
        }
        for slot in 0..<2 {
            let path = desk.paths[slot]
            if case .refused = path.link { press(.reconnect(VenueID(slot: slot))) }
            if path.gate.isClosed || desk.book.isHalted[slot] { press(.gate(VenueID(slot: slot), .resume)) }
        }
        // Only after a loss of power may the balances be taken as they are: else a difference is what the judge is after.
        if desk.paths.contains(where: { $0.drift != nil }), journal.cutCount > 0 { press(.acceptBalances) }
        if desk.mode.isKilled { press(.rearm) }
        // What was lowered is raised again when it may be: with the tightest limits nothing would be traded any more.
        if desk.mode.isHeld {
            for name in LimitName.allCases where name.value(in: desk.book.gate.limits) < name.value(in: limits) {
                press(.limit(name, name.value(in: limits), isAsked: true))
            }
        }
        if !desk.mode.isRunning || !journal.isWritable || desk.book.gate.isRepeating(at: now) { press(.run(nil)) }
        press(.strategyOn)
    }

    /// What the thread of the keys does with a key.
    func press(_ command: OperatorCommand) {
        guard console != nil else { return }
        trace.tell(now, "key \(command)")
        judge.press(command, at: now)
        var closing: UInt64?
        switch command {
        case .kill: closing = console?.gate.closeAtOnce(.kill)
        case .hold(nil), .stop: closing = console?.gate.closeAtOnce(.hold)
        case .run(nil), .reduce(fromHold: true):
            let wasWritable = journal.isWritable
            journal.retry(at: wall)
            tellJournal(wasWritable)
        default: break
        }
        // Keys keep their order on the way to the trader.
        let arrival = max(now + TimeSpan(nanoseconds: random.pick(5_000...400_000)), console?.lastKey ?? now)
        console?.lastKey = arrival
        agenda.add(.typed(generation, command, closing: closing), at: arrival)
    }
}
