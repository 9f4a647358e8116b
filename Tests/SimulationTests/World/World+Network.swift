import Books
import Rehearsal
import Simulator
import Strategy
import TestKit
import Venues

/// The network between the client and the exchanges: delay, loss, and all that a seed switches on.
extension World {
    func delay() -> TimeSpan { TimeSpan(nanoseconds: random.pick(300_000...15_000_000)) }

    /// Whether a fault of single occasions strikes now: once in so many.
    func strikes(_ fault: SwarmFault) -> Bool {
        let rate = plan[fault]
        guard rate > 0, random.oneIn(rate) else { return false }
        note(fault)
        return true
    }

    /// Notes that a fault has struck, and where the orders stood.
    func note(_ fault: SwarmFault) {
        trace.tell(now, "fault \(fault.rawValue)")
        coverage.note(fault, console?.trader.execution?.book)
    }

    // MARK: - From the client

    func open(_ endpoint: Endpoint, _ line: LineID, timeout: TimeSpan) {
        connections += 1
        let connection = ConnectionID(number: connections)
        guard var state = console?.lines[line.place] else { return }
        state.connection = connection
        state.isHalfOpen = false
        state.isOpened = false
        state.stalledUntil = now
        state.lastArrival = now
        state.lastDeparture = now
        console?.lines[line.place] = state
        let slot = line.slot
        let late = TransportError(.timeout, "Nothing answered in time.")
        agenda.add(.delivery(generation, line, connection, .failed(late)), at: now + timeout)
        if sites[slot].isShut || now < sites[slot].refusesUntil {
            let error = TransportError(.connect, "The connection was refused.")
            agenda.add(.delivery(generation, line, connection, .failed(error)), at: now + delay())
            return
        }
        sites[slot].owners[connection] = line
        agenda.add(.arrival(slot, .upgrade(connection, target: endpoint.path)), at: now + delay())
    }

    func close(_ line: LineID) {
        guard let connection = console?.lines[line.place].connection else { return }
        console?.lines[line.place].connection = nil
        agenda.add(.arrival(line.slot, .closed(connection)), at: now + delay())
    }

    /// Sends something over a connection; what was sent first arrives first.
    func send(_ line: LineID, _ input: (ConnectionID) -> ExchangeInput) {
        guard let state = console?.lines[line.place], let connection = state.connection, !state.isHalfOpen else {
            return
        }
        let arrival = max(now + delay(), state.lastDeparture)
        console?.lines[line.place].lastDeparture = arrival
        agenda.add(.arrival(line.slot, input(connection)), at: arrival)
    }

    func request(_ number: RequestNumber, _ request: RESTRequest, _ line: LineID) {
        let key = RequestKey(generation: generation, line: line, number: number)
        openRequests.insert(key)
        if case .orders(let slot) = line {
            trace.tell(now, "asks \(slot) #\(number.value) \(request.method) \(request.endpoint.path.prefix(40))")
        }
        connections += 1
        let connection = ConnectionID(number: connections)
        let slot = line.slot
        let late = TransportError(.timeout, "Nothing came.")
        agenda.add(.answer(generation, line, number, .failure(late)), at: now + request.timeout)
        if sites[slot].isShut || now < sites[slot].refusesUntil {
            let error = TransportError(.connect, "The connection was refused.")
            agenda.add(.answer(generation, line, number, .failure(error)), at: now + delay())
            return
        }
        if strikes(.loseRequest) {
            if random.oneIn(2) {
                let error = TransportError(.broken, "The connection broke.")
                agenda.add(.answer(generation, line, number, .failure(error)), at: now + delay())
            }
            return
        }
        sites[slot].pending[connection] = ExchangeSite.Pending(key: key, isLost: strikes(.loseReply))
        let wanted = ExchangeRequest(
            method: request.method,
            target: request.endpoint.path,
            headers: request.headers,
            body: request.body
        )
        agenda.add(.arrival(slot, .request(connection, wanted)), at: now + delay())
    }

    // MARK: - From the exchange

    /// Something reaches an exchange.
    func arrive(_ input: ExchangeInput, _ slot: Int) {
        if case .request(let connection, _) = input {
            let exchange = sites[slot].exchange
            sites[slot].pending[connection]?.isSlowedDown = exchange.isOn(.rateLimit) || exchange.isOn(.ban)
        }
        tell(slot, input)
    }

    /// Gives an exchange an input and sends what it does on its way.
    func tell(_ slot: Int, _ input: ExchangeInput) {
        exchangeEffects.removeAll(keepingCapacity: true)
        sites[slot].exchange.handle(input, at: moment(slot), into: &exchangeEffects)
        sites[slot].books.note(sites[slot].exchange.shown, at: now, isJump: Self.mayRelease(input))
        deadlines[7 + slot] = sites[slot].exchange.deadline
        judge.look(at: sites[slot].exchange, slot, now, &trace)
        let effects = exchangeEffects
        for effect in effects { carry(effect, slot) }
    }

    /// Whether an exchange that has held its market back may play all of it now.
    private static func mayRelease(_ input: ExchangeInput) -> Bool {
        switch input {
        case .fault, .faultEnd, .deadlineReached: true
        default: false
        }
    }

    private func carry(_ effect: ExchangeEffect, _ slot: Int) {
        switch effect {
        case .accept(let connection): bring(.opened, to: connection, slot)
        case .text(let connection, let bytes): bring(.text(bytes), to: connection, slot)
        case .ping(let connection, let payload):
            bring(.heard, to: connection, slot)
            agenda.add(.arrival(slot, .pong(connection, payload)), at: now + delay())
        case .pong(let connection, let payload): bring(.pong(payload), to: connection, slot)
        case .close(let connection, let code, let reason):
            bring(.closed("closed with code \(code): \(reason)"), to: connection, slot)
        case .drop(let connection), .reset(let connection): bring(.closed("reset"), to: connection, slot)
        case .partial(let connection, _, let length):
            // The beginning of a frame that no client takes ends the connection on its side.
            if length > 1 << 22 { bring(.closed("a frame of \(length) bytes"), to: connection, slot) }
        case .mute(let connection):
            if let line = owner(of: connection, slot) { console?.lines[line.place].isHalfOpen = true }
        case .door(let door): sites[slot].isShut = door == .shut
        case .answer(let connection, let answer): self.answer(answer, to: connection, slot)
        }
    }

    private func answer(_ answer: HTTPAnswer, to connection: ConnectionID, _ slot: Int) {
        guard let request = sites[slot].pending.removeValue(forKey: connection) else {
            let wait = answer.header("Retry-After").flatMap { Int64($0) }.map { TimeSpan.seconds($0) }
            let words = "The upgrade was refused with \(answer.status)."
            let error = TransportError(.http, words, retryAfter: wait, status: answer.status)
            bring(.failed(error), to: connection, slot)
            return
        }
        if !request.isSlowedDown { judge.hear(answer.status, slot) }
        if case .orders = request.key.line {
            let words = String(decoding: answer.body.prefix(80), as: UTF8.self)
            trace.tell(now, "answer \(slot) #\(request.key.number.value) \(answer.status) \(words)")
        }
        guard !request.isLost, request.key.generation == generation else { return }
        let happening = Happening.answer(generation, request.key.line, request.key.number, .success(answer))
        agenda.add(happening, at: now + delay())
    }

    private func owner(of connection: ConnectionID, _ slot: Int) -> LineID? {
        guard let line = sites[slot].owners[connection], console?.lines[line.place].connection == connection else {
            return nil
        }
        return line
    }

    private func bring(_ delivery: Delivery, to connection: ConnectionID, _ slot: Int) {
        guard let line = owner(of: connection, slot), let state = console?.lines[line.place], !state.isHalfOpen else {
            return
        }
        let arrival = max(max(now, state.stalledUntil) + delay(), state.lastArrival)
        console?.lines[line.place].lastArrival = arrival
        agenda.add(.delivery(generation, line, connection, delivery), at: arrival)
    }
}
