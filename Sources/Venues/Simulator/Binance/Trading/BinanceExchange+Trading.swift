import Books
import Venues

extension BinanceExchange {
    /// Takes a trading request over HTTP; false if it is not one.
    mutating func trade(
        _ request: ExchangeRequest,
        from client: ConnectionID,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) -> Bool {
        let path = request.target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        guard path.starts(with: ["api", "v3"]), let method = BinanceMethod(rest: request.method, path.dropFirst(2))
        else {
            return false
        }
        let unit = request.headers.value(of: "X-MBX-TIME-UNIT").flatMap(BinanceTimeUnit.init) ?? .milliseconds
        let key = request.headers.value(of: "X-MBX-APIKEY")
        let payload = BinanceCredentials.payload(request)
        let origin = BinanceCall.Origin.rest(client, key: key, payload: payload)
        do throws(HTTPHeadError) {
            let query = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst()
            let body = String(decoding: request.body, as: UTF8.self)
            let fields = try HTTPForm(query.joined()).fields + HTTPForm(body).fields
            let call = BinanceCall(origin: origin, method: method, parameters: BinanceParameters(fields), unit: unit)
            admit(call, at: now, into: &effects)
        } catch {
            let refusal = BinanceRefusal(status: 400, code: -1_100, message: "Illegal characters found in a parameter.")
            effects.append(.answer(client, refusal.answer))
        }
        return true
    }

    /// Lets a request in: weight, key, signature and time; then it goes to the engine.
    mutating func admit(_ call: BinanceCall, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let client = call.origin.client
        if case .rest = call.origin, faults.take(.firewall) != nil {
            effects.append(.answer(client, Self.firewallPage))
            return
        }
        var call = call
        do throws(BinanceRefusal) {
            try chargeGate(call, at: now)
            if call.method.isSigned {
                call.account = try authenticate(call)
                try BinanceCredentials.checkTime(call.parameters, at: now.wall)
            }
        } catch {
            reply(.failure(error), to: call, at: now, into: &effects)
            return
        }
        if call.method.isOrder {
            if faults.take(.dropRequest) != nil { return }
            if faults.take(.cutBefore) != nil {
                effects.append(.reset(client))
                return
            }
            if case .orderDelay(let span) = faults[.orderDelay]?.order.fault {
                trading.pending.append(BinanceTrading.Pending(call: call, due: now.steady + span))
                return
            }
        }
        execute(call, at: now, into: &effects)
    }

    /// Carries a request out and answers it; then come the private events, then what the market sees.
    mutating func execute(_ call: BinanceCall, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var events: [TradingEvent] = []
        var cancelName: String?
        var outcome: Result<[UInt8], BinanceRefusal>
        let fault = call.method.isOrder ? faultyOutcome() : nil
        if let fault, fault.fate == .absent {
            outcome = .failure(fault.refusal)
        } else {
            do throws(BinanceRefusal) {
                // The time is looked at again just before the engine.
                if call.method.isOrder { try BinanceCredentials.checkTime(call.parameters, at: now.wall) }
                let body = try perform(call, at: now, &events, &cancelName)
                outcome = .success(body)
            } catch {
                outcome = .failure(error)
            }
            if let fault { outcome = .failure(fault.refusal) }
        }
        reply(outcome, to: call, at: now, into: &effects)
        tell(events, cancelName: cancelName, at: now, into: &effects)
        publishTrading(at: now, into: &effects)
    }

    /// Carries out what has waited long enough, and sends what was late.
    mutating func continueTrading(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        effects.append(contentsOf: trading.late.arrived(at: now.steady))
        let due = trading.pending.filter { $0.due <= now.steady }
        trading.pending.removeAll { $0.due <= now.steady }
        for pending in due { execute(pending.call, at: now, into: &effects) }
        keepSessionsAlive(at: now, into: &effects)
    }

    // MARK: - The gate

    private mutating func chargeGate(_ call: BinanceCall, at now: ExchangeMoment) throws(BinanceRefusal) {
        if let fault = faults[.ban], case .ban(let span) = fault.order.fault {
            _ = faults.take(.ban)
            throw .banned(for: span)
        }
        if case .rateLimit(let span) = faults.take(.rateLimit)?.order.fault { throw .tooMany(for: span) }
        guard let wait = weights.charge(call.weight, at: now.steady) else { return }
        throw .tooMuchWeight(for: .seconds(wait))
    }

    private func authenticate(_ call: BinanceCall) throws(BinanceRefusal) -> Int {
        let key: String?
        let payload: [UInt8]?
        switch call.origin {
        case .rest(_, let given, let signed): (key, payload) = (given, signed)
        case .socket: (key, payload) = (call.parameters["apiKey"], Array(call.parameters.signed.utf8))
        }
        if faults[.keyRevoked] != nil { throw .unknownKey }
        if let account = loggedOn(call) { return account }
        let account = try BinanceCredentials.account(of: key, among: trading.engine.accounts)
        guard let digests = trading.digests else { throw .unknownKey }
        guard let payload else { throw .badSignature }
        let credential = trading.engine.accounts[account].credential
        try BinanceCredentials.verify(call.parameters["signature"], of: payload, credential, digests)
        return account
    }

    /// The account that a request of the WebSocket API is made for without a key of its own: that of its session.
    private func loggedOn(_ call: BinanceCall) -> Int? {
        guard case .socket(let client, _) = call.origin, call.method != .logOn, call.method != .subscribeSigned,
            call.parameters["apiKey"] == nil, call.parameters["signature"] == nil,
            let place = trading.sessions.place(of: client)
        else { return nil }
        return trading.sessions[place: place].logOn?.account
    }

    private mutating func faultyOutcome() -> (refusal: BinanceRefusal, fate: OrderFate)? {
        if case .orderTimeout(let fate) = faults.take(.orderTimeout)?.order.fault { return (.timeout, fate) }
        if case .orderFailure(let fate) = faults.take(.orderFailure)?.order.fault { return (.unavailable, fate) }
        return nil
    }

    private static let firewallPage = HTTPAnswer(
        status: 403,
        headers: [HTTPHeader("Content-Type", "text/html")],
        body: Array("<html><head><title>403 Forbidden</title></head><body>Request blocked.</body></html>".utf8)
    )

    // MARK: - Market

    /// Shows the market what our orders did: trades and best levels at once, the book with the next change of it.
    ///
    /// Best levels are stated in real time and the book is told ten times a second, so they run ahead of it. A change of
    /// ours happens now, behind everything that was stated: that is the number that it gets, and the book shows it from
    /// the first change on that reaches so far.
    mutating func publishTrading(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for trade in trading.engine.takeTrades() { show(trade, at: now, into: &effects) }
        guard !trading.engine.touched.isEmpty else { return }
        let before = max(lastUpdateID, statedID)
        guard let top = lastTicker ?? bookTop(before) else { return }
        faults.market.makeRoom(after: before)
        pendingID = before + 1
        var ticker = trading.engine.restate(top, book)
        ticker.identifier = before + 1
        show(ticker, into: &effects)
    }

    private func bookTop(_ identifier: Int64) -> MarketTicker? {
        guard let bid = book.bids.best, let ask = book.asks.best else { return nil }
        return MarketTicker(identifier: identifier, bid: bid, ask: ask)
    }
}
