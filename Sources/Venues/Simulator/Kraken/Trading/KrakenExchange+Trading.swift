import Books
import Venues

extension KrakenExchange {
    /// Takes a trading request over the WebSocket.
    mutating func trade(
        _ method: KrakenMethod,
        _ parameters: JSONValue?,
        at place: Int,
        mark: JSONValue?,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let client = connections.identifier(at: place)
        do throws(KrakenError) {
            guard let parameters, let read = KrakenParameters(parameters, isREST: false) else {
                throw .arguments("params")
            }
            let account = try account(ofToken: read["token"], at: now, on: client)
            let origin = KrakenCall.Origin.socket(client, mark: mark)
            pass(
                KrakenCall(origin: origin, method: method, parameters: read, account: account),
                at: now,
                into: &effects
            )
        } catch {
            let text = KrakenMessages.failure(method.socketName, error.text, symbol: nil, mark, at: now.wall)
            send(text, to: place, at: now, into: &effects)
        }
    }

    /// The account of a token: within its life, or as long as a subscription that it opened lasts.
    func account(
        ofToken text: String?,
        at now: ExchangeMoment,
        on client: ConnectionID
    ) throws(KrakenError) -> Int {
        guard let text, !text.isEmpty, faults[.keyRevoked] == nil else { throw .invalidToken }
        guard let token = trading.tokens.last(where: { $0.text == text }) else { throw .invalidSession }
        let isHeld = connections.indices.contains { place in
            connections[place: place].privates.contains { $0.token == text }
        }
        guard now.steady < token.end || isHeld else { throw .invalidSession }
        return token.account
    }

    /// Sends a request on to the engine, as far as faults let it.
    mutating func pass(_ call: KrakenCall, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        if call.method.isOrder {
            if faults.take(.dropRequest) != nil { return }
            if faults.take(.cutBefore) != nil {
                effects.append(.reset(call.origin.client))
                return
            }
            if case .orderDelay(let span) = faults[.orderDelay]?.order.fault {
                do throws(KrakenError) {
                    // The gateway looks at the form; the engine looks at the deadline again.
                    if call.method == .addOrder { _ = try form(call, hasWaited: false, at: now) }
                } catch {
                    reply([.failure(error)], to: call, at: now, into: &effects)
                    return
                }
                trading.pending.append(KrakenTrading.Pending(call: call, due: now.steady + span))
                return
            }
        }
        execute(call, hasWaited: false, at: now, into: &effects)
    }

    /// Carries a request out and answers it; then come the private events, then what the market sees.
    private mutating func execute(
        _ call: KrakenCall,
        hasWaited: Bool,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        var events: [TradingEvent] = []
        var outcomes: [Result<[UInt8], KrakenError>]
        let fault = call.method.isOrder ? faultyOutcome() : nil
        if let fault, fault.fate == .absent {
            outcomes = [.failure(fault.error)]
        } else {
            outcomes = perform(call, hasWaited: hasWaited, at: now, &events)
            if let fault { outcomes = [.failure(fault.error)] }
        }
        reply(outcomes, to: call, at: now, into: &effects)
        tell(events, at: now, into: &effects)
        publishTrading(at: now, into: &effects)
    }

    /// Carries out what has waited long enough, sends what was late, and lets the dead man's switches act.
    mutating func continueTrading(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        effects.append(contentsOf: trading.late.arrived(at: now.steady))
        let due = trading.pending.filter { $0.due <= now.steady }
        trading.pending.removeAll { $0.due <= now.steady }
        for pending in due { execute(pending.call, hasWaited: true, at: now, into: &effects) }
        for account in trading.desks.indices {
            guard let timer = trading.desks[account].timer, timer <= now.steady else { continue }
            trading.desks[account].timer = nil
            var events: [TradingEvent] = []
            _ = cancelAll(account, .timer, at: now, &events)
            tell(events, at: now, into: &effects)
            publishTrading(at: now, into: &effects)
        }
    }

    private mutating func faultyOutcome() -> (error: KrakenError, fate: OrderFate)? {
        if case .orderTimeout(let fate) = faults.take(.orderTimeout)?.order.fault { return (.timeout, fate) }
        if case .orderFailure(let fate) = faults.take(.orderFailure)?.order.fault { return (.unavailable, fate) }
        return nil
    }

    /// Answers a request, one answer for each outcome, as far as faults let the answers through.
    private mutating func reply(
        _ outcomes: [Result<[UInt8], KrakenError>],
        to call: KrakenCall,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let client = call.origin.client
        if call.method.isOrder {
            if faults.take(.loseAnswer) != nil { return }
            if faults.take(.cutAfter) != nil {
                effects.append(.reset(client))
                return
            }
        }
        let answers = outcomes.map { answer($0, to: call, at: now) }
        if case .answerDelay(let span) = faults[.answerDelay]?.order.fault {
            for answer in answers { trading.late.send(answer, to: client, due: now.steady + span) }
            return
        }
        effects.append(contentsOf: answers)
        guard case .socket = call.origin, let place = connections.place(of: client) else { return }
        connections[place: place].lastSent = now.steady
        if call.method.isOrder, faults.take(.duplicateAnswer) != nil { effects.append(contentsOf: answers) }
    }

    private func answer(
        _ outcome: Result<[UInt8], KrakenError>,
        to call: KrakenCall,
        at now: ExchangeMoment
    ) -> ExchangeEffect {
        switch call.origin {
        case .rest(let client):
            if case .failure(.unavailable) = outcome {
                let type = HTTPHeader("Content-Type", "text/html")
                return .answer(client, HTTPAnswer(status: 503, headers: [type], body: Array("unavailable".utf8)))
            }
            return .answer(client, Self.result(outcome))
        case .socket(let client, let mark):
            let method = call.method.socketName
            switch outcome {
            case .success(let body):
                return .text(client, KrakenMessages.success(method, body, mark, at: now.wall))
            case .failure(let error):
                return .text(client, KrakenMessages.failure(method, error.text, symbol: nil, mark, at: now.wall))
            }
        }
    }

    /// Shows the market what our orders did: trades and the book.
    mutating func publishTrading(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let (change, trades) = trading.engine.takeChanges(book)
        for trade in trades { show(trade, at: now, into: &effects) }
        if !change.bids.isEmpty || !change.asks.isEmpty {
            faults.market.makeRoom()
            sendBook(at: now, into: &effects)
        }
    }
}
