import Books
import Rehearsal
import Simulator
import TestKit
import Venues

/// The network between the feed and the exchange: delay, loss, and all that a seed switches on.
extension VirtualVenue {
    /// What a client sends over its connection.
    enum Sent {
        case text
        case ping
    }

    private mutating func delay() -> TimeSpan {
        TimeSpan(nanoseconds: generator.pick(500_000...40_000_000))
    }

    private mutating func strikes(_ oneIn: Int) -> Bool {
        oneIn > 0 && generator.oneIn(oneIn)
    }

    // MARK: - From the client

    mutating func open(_ endpoint: Endpoint, _ link: LinkID) {
        connections += 1
        let connection = ConnectionID(number: connections)
        lines[link.slot].connection = connection
        lines[link.slot].isHalfOpen = false
        lines[link.slot].stalledUntil = now
        lines[link.slot].held = nil
        lines[link.slot].isOpened = false
        findings.attempts.append(now)
        let timeout = TransportError(.timeout, "Nothing answered in time.")
        agenda.add(.delivery(link, connection, .failed(timeout)), at: now + .seconds(10))
        if now < refusesUntil {
            let error = TransportError(.connect, "The connection was refused.")
            agenda.add(.delivery(link, connection, .failed(error)), at: now + delay())
        } else {
            agenda.add(.arrival(.upgrade(connection, target: endpoint.path)), at: now + delay())
        }
    }

    mutating func close(_ link: LinkID) {
        guard let connection = lines[link.slot].connection else { return }
        lines[link.slot].connection = nil
        agenda.add(.arrival(.closed(connection)), at: now + delay())
    }

    mutating func send(_ kind: Sent, _ bytes: [UInt8], _ link: LinkID) {
        guard let connection = lines[link.slot].connection, !lines[link.slot].isHalfOpen else { return }
        let arrival = max(now + delay(), lines[link.slot].lastSent)
        lines[link.slot].lastSent = arrival
        switch kind {
        case .text:
            agenda.add(.arrival(.text(connection, bytes)), at: arrival)
        case .ping:
            agenda.add(.arrival(.ping(connection, bytes)), at: arrival)
        }
    }

    mutating func request(_ number: RequestNumber, _ request: RESTRequest, _ link: LinkID) {
        connections += 1
        let connection = ConnectionID(number: connections)
        if strikes(plan.requestError) {
            fail(number, link)
            return
        }
        pending[connection] = Pending(link: link, number: number, target: request.endpoint.path)
        let wanted = ExchangeRequest(method: request.method, target: request.endpoint.path)
        agenda.add(.arrival(.request(connection, wanted)), at: now + delay())
    }

    private mutating func fail(_ number: RequestNumber, _ link: LinkID) {
        let wait = HTTPHeader("Retry-After", "\(generator.pick(1...6))")
        let result: Result<HTTPAnswer, TransportError> =
            switch generator.pick(0...4) {
            case 0: .success(HTTPAnswer(status: 429, headers: [wait], body: []))
            case 1: .success(HTTPAnswer(status: 418, headers: [wait], body: []))
            case 2: .success(HTTPAnswer(status: 503, headers: [], body: []))
            case 3: .success(HTTPAnswer(status: 200, headers: [], body: Array("{\"lastUpd".utf8)))
            default: .failure(TransportError(.timeout, "Nothing came."))
            }
        agenda.add(.answer(link, number, result), at: now + delay())
    }

    // MARK: - From the exchange

    /// Gives the exchange an input and sends what it does on its way.
    mutating func tell(_ input: ExchangeInput) {
        exchangeEffects.removeAll(keepingCapacity: true)
        exchange.handle(input, at: moment, into: &exchangeEffects)
        let effects = exchangeEffects
        for effect in effects {
            switch effect {
            case .accept(let connection): deliver(.opened, to: connection)
            case .text(let connection, let bytes): send(bytes, to: connection)
            case .ping(let connection, let payload):
                deliver(.heard, to: connection)
                agenda.add(.arrival(.pong(connection, payload)), at: now + delay())
            case .close(let connection, let code, let reason):
                deliver(.closed("closed with code \(code): \(reason)"), to: connection)
            case .answer(let connection, let answer): self.answer(answer, to: connection)
            case .pong(let connection, let payload): deliver(.pong(payload), to: connection)
            case .partial, .door:
                // Faults of the exchange itself, which is asked for none: here the network is at fault.
                continue
            case .drop(let connection), .reset(let connection): deliver(.closed("dropped"), to: connection)
            case .mute(let connection):
                if let link = line(of: connection) { lines[link.slot].isHalfOpen = true }
            }
        }
    }

    /// Forgets a connection at the exchange without a word to the client.
    mutating func lose(_ connection: ConnectionID) {
        tell(.closed(connection))
    }

    private mutating func answer(_ answer: HTTPAnswer, to connection: ConnectionID) {
        guard let request = pending.removeValue(forKey: connection) else {
            let error = TransportError(.http, "The upgrade was refused with \(answer.status).")
            deliver(.failed(error), to: connection)
            return
        }
        var result = answer
        if request.target.hasPrefix("/api/v3/depth"), answer.status == 200 {
            if let old = oldSnapshot, strikes(plan.staleSnapshot) { result = old }
            if oldSnapshot == nil || generator.oneIn(4) { oldSnapshot = answer }
        }
        agenda.add(.answer(request.link, request.number, .success(result)), at: now + delay())
    }

    private func line(of connection: ConnectionID) -> LinkID? {
        LinkID.all.first { lines[$0.slot].connection == connection }
    }

    mutating func deliver(_ delivery: Delivery, to connection: ConnectionID) {
        guard let link = line(of: connection), !lines[link.slot].isHalfOpen else { return }
        let arrival = max(now, lines[link.slot].stalledUntil) + delay()
        // What was sent first arrives first: a stream does not reorder.
        let inOrder = max(arrival, lines[link.slot].lastArrival)
        lines[link.slot].lastArrival = inOrder
        agenda.add(.delivery(link, connection, delivery), at: inOrder)
    }

    private mutating func send(_ bytes: [UInt8], to connection: ConnectionID) {
        guard let link = line(of: connection) else { return }
        if strikes(plan.gap) {
            findings.faults += 1
            return
        }
        if strikes(plan.cutFrame) {
            findings.faults += 1
            deliver(.closed("the connection broke inside a frame"), to: connection)
            agenda.add(.arrival(.closed(connection)), at: now)
            return
        }
        var bytes = bytes
        if strikes(plan.corrupt) {
            findings.faults += 1
            bytes.removeLast(generator.pick(1...max(1, bytes.count - 1)))
        } else if strikes(plan.wrongChecksum) {
            findings.faults += Self.spoilChecksum(&bytes) ? 1 : 0
        }
        if strikes(plan.reorder), lines[link.slot].held == nil {
            findings.faults += 1
            lines[link.slot].held = bytes
            return
        }
        deliver(.text(bytes), to: connection)
        if strikes(plan.duplicate) { deliver(.text(bytes), to: connection) }
        if let held = lines[link.slot].held {
            lines[link.slot].held = nil
            deliver(.text(held), to: connection)
        }
    }

    private static func spoilChecksum(_ bytes: inout [UInt8]) -> Bool {
        let name = Array("\"checksum\":".utf8)
        guard bytes.count > name.count + 1 else { return false }
        for start in 0..<(bytes.count - name.count - 1) where bytes[start..<(start + name.count)].elementsEqual(name) {
            let digit = start + name.count
            bytes[digit] = bytes[digit] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
            return true
        }
        return false
    }

    // MARK: - The market and the weather

    mutating func moveMarket() {
        agenda.add(.market, at: now + TimeSpan(nanoseconds: generator.pick(20_000_000...180_000_000)))
        if generator.oneIn(3) { tell(.market(.trade(market.trade()))) }
        let change = market.change()
        note(sequence: UInt64(change.lastID))
        if let ticker = market.ticker { tell(.market(.ticker(ticker))) }
        tell(.market(.depth(change)))
    }

    /// What may befall the connections every tenth of a second.
    mutating func tick() {
        agenda.add(.tick, at: now + .milliseconds(100))
        judgeAge()
        for link in LinkID.all {
            guard let connection = lines[link.slot].connection else { continue }
            if strikes(plan.reset) {
                lose(connection)
                deliver(.closed("reset"), to: connection)
            }
            if strikes(plan.halfOpen) {
                // Half-open: writes succeed, and nothing comes any more. A stream cannot lose a part and go on.
                lines[link.slot].isHalfOpen = true
            }
            if strikes(plan.stall) {
                lines[link.slot].stalledUntil = now + TimeSpan(nanoseconds: generator.pick(0...6_000_000_000))
            }
            if strikes(plan.shutdownNotice), isNumbered {
                let notice = #"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}"#
                deliver(.text(Array(notice.utf8)), to: connection)
                let lead = TimeSpan(nanoseconds: generator.pick(100_000_000...5_000_000_000))
                agenda.add(.cut(link, connection), at: now + lead)
            }
            if strikes(plan.maintenance), !isNumbered {
                deliver(.text(Self.status("maintenance")), to: connection)
                let end = now + TimeSpan(nanoseconds: generator.pick(100_000_000...3_000_000_000))
                agenda.add(.words(connection, Self.status("online")), at: end)
            }
        }
        if strikes(plan.refuse) { refusesUntil = now + TimeSpan(nanoseconds: generator.pick(0...8_000_000_000)) }
        if strikes(plan.clockStep) {
            let lastStamp = moment.wall
            skew += generator.pick(-2_000_000_000...2_000_000_000)
            // The same book has other stamps from now on.
            note(sequence: lastSequence, lastStamp: lastStamp)
        }
        if strikes(plan.restart) {
            let snapshot = market.opening()
            note(sequence: UInt64(snapshot.lastID))
            tell(.market(.restart(snapshot)))
        }
    }

    private static func status(_ system: String) -> [UInt8] {
        Array(#"{"channel":"status","type":"update","data":[{"system":"\#(system)","connection_id":1}]}"#.utf8)
    }
}
