import Books
import Venues

extension BinanceExchange {
    // MARK: - Connections

    /// Opens a connection to the WebSocket API, which weighs two.
    mutating func openSession(
        _ client: ConnectionID,
        _ unit: BinanceTimeUnit,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        if let wait = weights.charge(2, at: now.steady) {
            effects.append(.answer(client, BinanceRefusal.tooMuchWeight(for: .seconds(wait)).answer))
            return
        }
        let keepAlive = BinanceKeepAlive(openedAt: now.steady)
        trading.sessions.open(client, BinanceTrading.Session(keepAlive: keepAlive, unit: unit, openedAt: now.wall))
        effects.append(.accept(client))
    }

    /// Takes a message of the WebSocket API.
    mutating func receive(
        _ bytes: [UInt8],
        atSession place: Int,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let client = trading.sessions.identifier(at: place)
        let unit = trading.sessions[place: place].unit
        let value: JSONValue
        do throws(WireError) {
            value = try JSONValue(bytes.span)
        } catch {
            let refusal = BinanceRefusal(status: 400, code: -1_135, message: "Invalid JSON Request")
            effects.append(.text(client, envelope(.failure(refusal), .null, [])))
            return
        }
        let mark = value["id"] ?? .null
        let isMark =
            switch mark {
            case .null: true
            case .number: mark.integer != nil
            case .string(let text): text.utf8.count <= 36
            case .bool, .array, .object: false
            }
        guard isMark else {
            effects.append(.text(client, envelope(.failure(.illegal("id", range: "^[a-zA-Z0-9-_]{1,36}$")), .null, [])))
            return
        }
        guard let method = value["method"]?.string.flatMap(BinanceMethod.init(rawValue:)) else {
            let refusal = BinanceRefusal(status: 400, code: -1_020, message: "This operation is not supported.")
            effects.append(.text(client, envelope(.failure(refusal), mark, [])))
            return
        }
        guard let parameters = BinanceParameters(value["params"]) else {
            effects.append(.text(client, envelope(.failure(.invalid("params")), mark, [])))
            return
        }
        let origin = BinanceCall.Origin.socket(client, mark: mark)
        admit(BinanceCall(origin: origin, method: method, parameters: parameters, unit: unit), at: now, into: &effects)
    }

    /// Sends the pings of the WebSocket API that are due and cuts those who do not answer.
    mutating func keepSessionsAlive(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var place = 0
        while place < trading.sessions.indices.upperBound {
            let client = trading.sessions.identifier(at: place)
            switch trading.sessions[place: place].keepAlive.act(at: now) {
            case .wait:
                place += 1
            case .ping(let payload):
                effects.append(.ping(client, payload))
                place += 1
            case .cut(let reason):
                effects.append(.close(client, code: 1001, reason: reason))
                trading.sessions.close(at: place)
            }
        }
    }

    // MARK: - Answers

    /// Answers a request, as far as faults let the answer through.
    mutating func reply(
        _ outcome: Result<[UInt8], BinanceRefusal>,
        to call: BinanceCall,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        if case .failure = outcome, call.method == .placeOrder { _ = weights.charge(1, at: now.steady) }
        let client = call.origin.client
        if call.method.isOrder, call.account != nil {
            if faults.take(.loseAnswer) != nil { return }
            if faults.take(.cutAfter) != nil {
                effects.append(.reset(client))
                return
            }
        }
        let effect = answer(outcome, to: call, at: now)
        let isTrading = call.account != nil
        if isTrading, case .answerDelay(let span) = faults[.answerDelay]?.order.fault {
            trading.late.send(effect, to: client, due: now.steady + span)
            return
        }
        effects.append(effect)
        if case .socket = call.origin, call.method.isOrder, isTrading, faults.take(.duplicateAnswer) != nil {
            effects.append(effect)
        }
    }

    private mutating func answer(
        _ outcome: Result<[UInt8], BinanceRefusal>,
        to call: BinanceCall,
        at now: ExchangeMoment
    ) -> ExchangeEffect {
        let counts = call.account.map { account in
            trading.rates[account].roll(to: now.steady)
            return trading.rates[account].counts
        }
        switch call.origin {
        case .rest(let client, _, _):
            var headers = [HTTPHeader("X-MBX-USED-WEIGHT-1M", String(weights.used))]
            if let counts, call.method == .placeOrder {
                headers.append(HTTPHeader("X-MBX-ORDER-COUNT-10S", String(counts.tenSeconds)))
                headers.append(HTTPHeader("X-MBX-ORDER-COUNT-1D", String(counts.day)))
            }
            switch outcome {
            case .success(let body):
                let type = HTTPHeader("Content-Type", "application/json;charset=UTF-8")
                return .answer(client, HTTPAnswer(status: 200, headers: [type] + headers, body: body))
            case .failure(let refusal):
                return .answer(client, refusal.answer.adding(headers))
            }
        case .socket(let client, let mark):
            var limits: [[UInt8]] = []
            if let account = call.account, call.method == .placeOrder { limits += orderLimits(account) }
            limits.append(weightLimit)
            let until = now.wall
            return .text(client, envelope(outcome, mark, limits, until))
        }
    }

    private var weightLimit: [UInt8] {
        var object = WireObject()
        object.add("rateLimitType", "REQUEST_WEIGHT")
        object.add("interval", "MINUTE")
        object.add("intervalNum", 1)
        object.add("limit", Int64(BinanceWeights.limit))
        object.add("count", Int64(weights.used))
        return object.finish()
    }

    /// An answer of the WebSocket API.
    private func envelope(
        _ outcome: Result<[UInt8], BinanceRefusal>,
        _ mark: JSONValue,
        _ limits: [[UInt8]],
        _ now: WallTime? = nil
    ) -> [UInt8] {
        var object = WireObject(capacity: 1_024)
        object.add("id", mark: mark)
        switch outcome {
        case .success(let body):
            object.add("status", 200)
            object.add("result", raw: body)
        case .failure(let refusal):
            object.add("status", Int64(refusal.status))
            var error = WireObject()
            error.add("code", refusal.code)
            error.add("msg", refusal.message)
            if let wait = refusal.wait, let now {
                var data = WireObject()
                data.add("serverTime", now.nanoseconds / 1_000_000)
                data.add("retryAfter", (now.nanoseconds + wait.nanoseconds) / 1_000_000)
                error.add("data", raw: data.finish())
            }
            object.add("error", raw: error.finish())
        }
        if !limits.isEmpty { object.add("rateLimits", list: limits) }
        return object.finish()
    }

    // MARK: - Private events

    /// Tells the subscribers of accounts what happened there.
    mutating func tell(
        _ events: [TradingEvent],
        cancelName: String? = nil,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        var changed: [(account: Int, assets: [String])] = []
        for event in events {
            switch event {
            case .accepted(let order):
                report(order, "NEW", nil, nil, at: now, into: &effects)
            case .filled(let order, let fill):
                trading.rates[order.account].giveBack(fill.isMaker ? 5 : 1, at: now.steady)
                report(order, "TRADE", fill, nil, at: now, into: &effects)
            case .ended(let order, let cause):
                switch cause {
                case .request, .timer:
                    report(order, "CANCELED", nil, cancelName ?? "cancel-\(order.number)", at: now, into: &effects)
                case .terms:
                    report(order, "EXPIRED", nil, nil, at: now, into: &effects)
                case .selfTrade:
                    report(order, "EXPIRED", nil, nil, at: now, into: &effects)
                }
            case .balances(let account, let assets):
                if let index = changed.firstIndex(where: { $0.account == account }) {
                    changed[index].assets += assets.filter { !changed[index].assets.contains($0) }
                } else {
                    changed.append((account, assets))
                }
            }
        }
        for (account, assets) in changed {
            let holdings = trading.engine.ledger.holdings[account].filter { assets.contains($0.asset) }
            send(to: account, into: &effects) { [messages] in messages.accountPosition(holdings, at: now.wall, $0) }
        }
    }

    private mutating func report(
        _ order: ExchangeOrder,
        _ type: String,
        _ fill: ExchangeFill?,
        _ cancelName: String?,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        trading.lastExecution += 1
        let report = BinanceMessages.Report(
            type: type,
            fill: fill,
            cancelName: cancelName,
            number: trading.lastExecution
        )
        send(to: order.account, into: &effects) { [messages] in
            messages.executionReport(order, report, at: now.wall, $0)
        }
    }

    /// Sends an event to the subscribers of an account.
    private mutating func send(
        to account: Int,
        into effects: inout [ExchangeEffect],
        _ write: (BinanceTimeUnit) -> [UInt8]
    ) {
        var event: [(client: ConnectionID, text: [UInt8])] = []
        for place in trading.sessions.indices {
            let session = trading.sessions[place: place]
            guard let subscription = session.subscriptions.first(where: { $0.account == account }) else { continue }
            var object = WireObject(capacity: 1_024)
            object.add("subscriptionId", subscription.number)
            object.add("event", raw: write(session.unit))
            event.append((trading.sessions.identifier(at: place), object.finish()))
        }
        trading.events.send(event, &faults, into: &effects)
    }
}
