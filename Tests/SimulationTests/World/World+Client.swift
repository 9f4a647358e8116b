import Books
import Journal
import Rehearsal
import Simulator
import Strategy
import TestKit
import Venues

@testable import Runtime

/// What the threads of the console do: carry between its machines, the disk, the last gate and the network.
extension World {
    /// What one step of the trader has to be written down, and the orders that wait for it.
    struct Commit {
        let entries: [JournalEntry]
        let submits: [OrderRequest]
        let wall: WallTime
    }

    // MARK: - Start and end

    func start() {
        guard console == nil else { return }
        generation += 1
        let (history, epoch) = journal.begin(
            instrument: ExchangeSite.instrument,
            venues: Console.venues,
            at: wall
        )
        do {
            console = try Console(
                epoch: epoch,
                history: history,
                limits: limits,
                nonceFloor: nonceFloor,
                seed: seed &+ UInt64(generation),
                at: reading
            )
        } catch {
            judge.fail("the console cannot be made: \(error)")
            return
        }
        trace.tell(now, "start \(epoch)")
        judge.begin(console?.trader, history, journal.writtenLimits, at: now)
        traderStalledUntil = now
        waiting = []
        for slot in 0..<2 {
            linkEffects.removeAll()
            console?.links[slot].start(into: &linkEffects)
            follow(slot)
            execute(.started, slot)
        }
        stepTrader()
    }

    /// Ends the console as `kill -9` does: what is in memory is gone, what is under way arrives at nobody.
    func crash() {
        guard console != nil else { return }
        trace.tell(now, "crash")
        close()
        agenda.add(.start, at: now + TimeSpan(nanoseconds: random.pick(200_000_000...8_000_000_000)))
    }

    private func close() {
        guard console != nil else { return }
        for line in LineID.feeds + [.orders(0), .orders(1)] { close(line) }
        console = nil
        generation += 1
        for index in 0..<7 { deadlines[index] = nil }
        openRequests = []
        judge.end(isKillWritten: journal.isKillWritten)
    }

    // MARK: - Connections

    func deliver(_ delivery: Delivery, _ connection: ConnectionID, _ line: LineID) {
        guard let state = console?.lines[line.place], state.connection == connection else { return }
        switch delivery {
        case .opened: console?.lines[line.place].isOpened = true
        case .failed:
            guard !state.isOpened else { return }
            console?.lines[line.place].connection = nil
        case .closed: console?.lines[line.place].connection = nil
        case .text, .heard, .pong: break
        }
        switch line {
        case .feed(let slot, let link): deliver(delivery, line, slot, link)
        case .orders(let slot): deliver(delivery, toOrders: slot)
        }
    }

    private func deliver(_ delivery: Delivery, _ line: LineID, _ slot: Int, _ link: LinkID) {
        switch delivery {
        case .opened: feed(.opened, line)
        case .heard: feed(.heard, line)
        case .pong(let payload): feed(PingPayload.number(payload.span).map { .answered($0) } ?? .heard, line)
        case .failed(let error): feed(.failed(error), line)
        case .closed(let words): feed(.closedByVenue(words), line)
        case .text(let bytes):
            trace.note(now, "feed", bytes)
            sessionEffects.market.append(.heard(VenueID(slot: slot), at: now))
            console?.feeds[line.place].receive(bytes.span, at: now, into: &sessionEffects)
            carry(line, slot, link)
        }
    }

    private func deliver(_ delivery: Delivery, toOrders slot: Int) {
        switch delivery {
        case .opened: execute(.opened, slot)
        case .heard, .pong: execute(.heard, slot)
        case .failed(let error): execute(.failed(error), slot)
        case .closed(let words): execute(.closedByVenue(words), slot)
        case .text(let bytes):
            trace.note(now, "private", bytes)
            if !stepsClocks { judge.hear(bytes, from: moment(slot).wall, slot, at: now) }
            console?.executions[slot].receive(bytes.span, at: reading, into: &executionEffects)
            carryOrders(slot)
        }
    }

    // MARK: - Feeds

    /// Gives a feed's machine an input and carries out what follows from it, to the end.
    func feed(_ input: FeedInput, _ line: LineID) {
        guard case .feed(let slot, let link) = line else { return }
        console?.feeds[line.place].handle(input, at: now, into: &sessionEffects)
        carry(line, slot, link)
    }

    private func carry(_ line: LineID, _ slot: Int, _ link: LinkID) {
        deadlines[1 + line.place] = console?.feeds[line.place].deadline
        console?.links[slot].take(sessionEffects.market, from: link, at: now, into: &linkEffects)
        let acts = sessionEffects.acts
        sessionEffects.removeAll()
        follow(slot)
        for act in acts { perform(act, line, slot, link) }
    }

    private func perform(_ act: SessionEffects.Act, _ line: LineID, _ slot: Int, _ link: LinkID) {
        switch act {
        case .open(let endpoint, let timeout): open(endpoint, line, timeout: timeout)
        case .close: close(line)
        case .send(let text): send(line) { .text($0, text) }
        case .ping(let number): send(line) { .ping($0, PingPayload.bytes(number)) }
        case .request(let number, let wanted): request(number, wanted, line)
        case .ending(let cause):
            console?.links[slot].willEnd(link, cause, at: now, into: &linkEffects)
            follow(slot)
        case .disconnect, .note: break
        }
    }

    /// Hands what a venue's links publish to the trader and carries out what they want.
    private func follow(_ slot: Int) {
        let batch = linkEffects.market
        let acts = linkEffects.acts
        linkEffects.removeAll()
        if !batch.isEmpty { give(.market(batch)) }
        for act in acts {
            switch act {
            case .start(let link): feed(.started, .feed(slot, link))
            case .retire(let link): feed(.retired, .feed(slot, link))
            case .renew(let link): feed(.command(.reconnect), .feed(slot, link))
            case .resync(let link, let reason): feed(.command(.resync(reason)), .feed(slot, link))
            case .note: continue
            }
        }
    }

    // MARK: - Orders

    /// Gives an execution client an input and carries out what follows from it, to the end.
    func execute(_ input: ExecutionInput, _ slot: Int) {
        console?.executions[slot].handle(input, at: reading, into: &executionEffects)
        carryOrders(slot)
    }

    private func carryOrders(_ slot: Int) {
        deliverEvents()
        let acts = executionEffects.acts
        executionEffects.acts.removeAll(keepingCapacity: true)
        var followUps: [ExecutionInput] = []
        for act in acts { perform(act, slot, &followUps) }
        deadlines[5 + slot] = console?.executions[slot].deadline
        for input in followUps { execute(input, slot) }
    }

    private func deliverEvents() {
        guard !executionEffects.events.isEmpty else { return }
        let events = executionEffects.events
        executionEffects.events.removeAll(keepingCapacity: true)
        for event in events { judge.hear(event) }
        agenda.add(.events(generation, events), at: mail())
    }

    /// When something that is handed from thread to thread now arrives.
    private func mail() -> MonotonicTime {
        let arrival = max(now + TimeSpan(nanoseconds: random.pick(5_000...400_000)), console?.lastMail ?? now)
        console?.lastMail = arrival
        return arrival
    }

    private func perform(_ act: ExecutionEffects.Act, _ slot: Int, _ followUps: inout [ExecutionInput]) {
        let line = LineID.orders(slot)
        switch act {
        case .open(let endpoint, let timeout): open(endpoint, line, timeout: timeout)
        case .close: close(line)
        case .send(let text):
            // Kraken counts what is asked by REST apart from its stream.
            if slot == 0 { judge.ask(slot, at: now) }
            send(line) { .text($0, text) }
        case .ping: send(line) { .ping($0, []) }
        case .request(let number, let wanted):
            judge.ask(slot, at: now)
            request(number, wanted, line)
        case .reserveNonces(let limit): nonceFloor = limit
        case .sendOrder(let id, let text): sendOrder(id, text, slot, &followUps)
        }
    }

    /// Asks the last gate, lets it be known, and only then hands the bytes over.
    private func sendOrder(_ id: ClientOrderID, _ text: [UInt8], _ slot: Int, _ followUps: inout [ExecutionInput]) {
        let line = LineID.orders(slot)
        guard let state = console?.lines[line.place], let connection = state.connection, state.isOpened else {
            depart(id, .noConnection, slot)
            return
        }
        guard console?.gate.isOpen(for: VenueID(slot: slot)) == true else {
            trace.tell(now, "gate closed for \(id.text)")
            depart(id, .gateClosed, slot)
            return
        }
        depart(id, .started, slot)
        trace.tell(now, "send \(id.text)")
        if let desk = console?.trader.execution { judge.send(id, slot, desk, journal, at: now) }
        guard strikes(.cutSend) else {
            send(line) { .text($0, text) }
            return
        }
        // The connection breaks under the bytes: all of them have arrived, or not all.
        if random.oneIn(2) { send(line) { .text($0, text) } }
        agenda.add(.arrival(slot, .closed(connection)), at: (console?.lines[line.place].lastDeparture ?? now) + delay())
        console?.lines[line.place].connection = nil
        depart(id, .cut, slot)
        followUps.append(.failed(TransportError(.broken, "The connection broke while it was written to.")))
    }

    private func depart(_ id: ClientOrderID, _ departure: OrderDeparture, _ slot: Int) {
        console?.executions[slot].handle(.departure(id, departure), at: reading, into: &executionEffects)
        deliverEvents()
    }

    // MARK: - The trader

    /// Gives the trader something: it is taken in when its thread goes on and has done what it is doing.
    func give(_ input: TraderInput) {
        waiting.append(input)
        if now >= traderStalledUntil { takeWaiting() }
    }

    /// Takes in what waits as the trader's loop does: a person's word first, then of orders, then the market.
    ///
    /// What a step leads to waits behind it, and is never taken before what was there already.
    private func takeWaiting() {
        guard !isTaking else { return }
        isTaking = true
        defer { isTaking = false }
        while !waiting.isEmpty {
            let inputs = waiting
            waiting = []
            for case .command(let command, let closing) in inputs { take(.command(command, closing: closing)) }
            for case .events(let events) in inputs { take(.events(events)) }
            for case .market(let batch) in inputs { take(.market(batch)) }
        }
    }

    /// Goes round the trader's loop: what has waited, then what is due.
    func stepTrader() {
        guard now >= traderStalledUntil else {
            deadlines[0] = traderStalledUntil
            return
        }
        // Between what has waited a book may be old that no longer counts when all of it is taken in.
        caughtUpAt = waiting.isEmpty ? now : MonotonicTime(nanoseconds: now.nanoseconds + 1)
        takeWaiting()
        give(.market(MarketBatch()))
    }

    private func take(_ input: TraderInput) {
        guard console != nil else { return }
        console?.trader.noteWatchdog(age: .zero, at: now)
        switch input {
        case .market(let batch): console?.trader.handle(batch, at: now, into: &traderEffects)
        case .command(let command, let closing):
            if let console, let closing { console.seenClosing = max(console.seenClosing, closing) }
            judge.take(command)
            console?.trader.handle(command, at: now, into: &traderEffects)
        case .events(let events):
            for event in events { console?.trader.handle(event, at: now, into: &traderEffects) }
            // The loop hands the market over after every event, so that what is due is done.
            console?.trader.handle(MarketBatch(), at: now, into: &traderEffects)
        }
        finishStep()
    }

    private func finishStep() {
        let effects = traderEffects
        traderEffects.removeAll(keepingCapacity: true)
        deadlines[0] = console?.trader.deadline
        writeDown(effects)
        for effect in effects { perform(effect) }
    }

    /// Has a step judged, and hands the disk what of it has to be remembered.
    private func writeDown(_ effects: [TraderEffect]) {
        // It is let go before the next step, or its books would be copied.
        guard let trader = console?.trader else { return }
        judge.cutCount = journal.cutCount
        judge.look(at: trader, effects, now, isCaughtUp: now >= caughtUpAt, &trace)
        ambush(effects)
        var batch = JournalBatch(at: now, wallTime: wall)
        for effect in effects { batch.take(effect, trader.execution?.book) }
        guard !batch.entries.isEmpty else { return }
        let commit = Commit(entries: batch.entries, submits: batch.submits, wall: wall)
        let latency = TimeSpan(nanoseconds: random.oneIn(50) ? random.pick(1...20) * 1_000_000 : 30_000)
        lastCommit = max(now + latency + diskDelay, lastCommit)
        agenda.add(.committed(generation, commit), at: lastCommit)
    }

    /// The disk has taken a step, or has not: its orders leave, or never do.
    func finish(_ commit: Commit) {
        let wasWritable = journal.isWritable
        if journal.commit(commit.entries, at: commit.wall) {
            for request in commit.submits { execute(.command(.submit(request)), request.venue.slot) }
        } else if !commit.submits.isEmpty {
            give(.events(commit.submits.map { .evidence($0.venue, $0.id, .notStarted(.journal)) }))
        }
        tellJournal(wasWritable)
    }

    /// Tells the trader whether it can write, where that changed.
    func tellJournal(_ wasWritable: Bool) {
        guard journal.isWritable != wasWritable else { return }
        give(.command(.journal(failure: journal.isWritable ? nil : "no space left")))
    }

    private func perform(_ effect: TraderEffect) {
        switch effect {
        case .resync(let venue, let reason):
            console?.links[venue.slot].handle(.resync(reason), at: now, into: &linkEffects)
            follow(venue.slot)
        case .reconnect(let venue):
            console?.links[venue.slot].handle(.reconnect, at: now, into: &linkEffects)
            follow(venue.slot)
            order(venue, .reconnect)
        case .execution(.cancel(let question)): order(question.venue, .cancel(question))
        case .execution(.query(let question)): order(question.venue, .query(question))
        case .execution(.fetchTrades(let question)): order(question.venue, .fetchTrades(question))
        case .command(let venue, let command): order(venue, command)
        case .gate(let venue, let isOpen): console?.gate.set(isOpen, for: venue)
        case .latch(let latch, let isClosed):
            guard let console else { return }
            if isClosed {
                console.gate.close(.init(latch))
            } else {
                console.gate.release(.init(latch), seen: console.seenClosing)
            }
        case .execution, .stateChanged, .quotingChanged, .parameterChanged, .parameterRefused, .quoteCrossed,
            .tradingChanged, .venueGateChanged, .linkChanged, .reconciled, .drifted, .limitChanged,
            .remark:
            break
        case .stopped:
            // In good order, and for good.
            close()
        }
    }

    private func order(_ venue: VenueID, _ command: OrderCommand) {
        agenda.add(.command(generation, venue.slot, command), at: mail())
    }
}
