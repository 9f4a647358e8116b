import Books
import Venues

extension KrakenExchange {
    /// Carries a request out and gives the bodies of its answers.
    mutating func perform(
        _ call: KrakenCall,
        hasWaited: Bool,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) -> [Result<[UInt8], KrakenError>] {
        do throws(KrakenError) {
            switch call.method {
            case .addOrder:
                return [.success(try addOrder(call, hasWaited: hasWaited, at: now, &events))]
            case .cancelOrder:
                return try cancelOrders(call, at: now, &events)
            case .cancelBatch:
                return [.success(try cancelBatch(call, at: now, &events))]
            case .cancelAll:
                trading.desks[call.account].orders.charge(1, at: now.steady)
                return [.success(Self.count(cancelAll(call.account, .request, at: now, &events)))]
            case .cancelAllAfter:
                return [.success(try windSwitch(call, at: now))]
            case .token:
                return [.success(try makeToken(call.account, at: now))]
            case .openOrders, .closedOrders, .queryOrders, .tradesHistory, .queryTrades:
                return [.success(try query(call, at: now))]
            case .balance, .balanceExtended:
                return [.success(balances(call.account, isExtended: call.method == .balanceExtended))]
            case .tradeVolume:
                return [.success(tradeVolume(call.account))]
            }
        } catch {
            return [.failure(error)]
        }
    }

    // MARK: - Orders

    /// Reads an order.
    ///
    /// The gateway wants its deadline half a second ahead; the engine, which it may have waited for, wants it not passed.
    func form(_ call: KrakenCall, hasWaited: Bool, at now: ExchangeMoment) throws(KrakenError) -> KrakenOrderForm {
        let form = try KrakenOrderForm(
            call.parameters,
            instrument,
            account: call.account,
            leadAtLeast: hasWaited ? .zero : .milliseconds(500),
            at: now.wall
        )
        try form.check(instrument, best: book[form.ticket.side.book.opposite].best?.price)
        return form
    }

    private mutating func addOrder(
        _ call: KrakenCall,
        hasWaited: Bool,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(KrakenError) -> [UInt8] {
        if case .reject(let code) = faults.take(.reject)?.order.fault {
            let text = code.map { $0 == "_" ? " " : String($0) }.joined()
            throw code == "any" ? .insufficientFunds : KrakenError(text)
        }
        if faults.take(.orderLimit) != nil { throw .orderLimit }
        let form = try form(call, hasWaited: hasWaited, at: now)
        switch faults[.maintenance]?.order.fault {
        case .maintenance(.cancelOnly): throw .cancelOnly
        case .maintenance(.maintenance): throw .unavailable
        default: break
        }
        let ticket = form.ticket
        let isFull = trading.engine.openOrders(of: call.account).count >= tier(call.account).openOrders
        guard ticket.lifetime != .untilCancelled || !isFull else { throw .openOrders }
        if form.isTrial {
            do throws(EngineRefusal) {
                try trading.engine.check(ticket, book)
            } catch {
                throw KrakenError(error)
            }
            return placed(nil, ticket, isREST: call.isREST)
        }
        guard trading.desks[call.account].orders.add(1, at: now.steady) else { throw .orderLimit }
        let number: Int64
        do throws(EngineRefusal) {
            number = try trading.engine.place(ticket, &book, at: now, into: &events)
        } catch {
            throw KrakenError(error)
        }
        return placed(number, ticket, isREST: call.isREST)
    }

    private func placed(_ number: Int64?, _ ticket: OrderTicket, isREST: Bool) -> [UInt8] {
        let identifier = number.map { KrakenNames.identifier("O", $0) }
        var object = WireObject()
        guard isREST else {
            object.add("order_id", identifier ?? "")
            if !ticket.clientID.isEmpty { object.add("cl_ord_id", ticket.clientID) }
            return object.finish()
        }
        var description = WireObject()
        description.add("order", messages.description(ticket))
        object.add("descr", raw: description.finish())
        if let identifier {
            var text = WireText()
            text.append(quoted: identifier)
            object.add("txid", list: [text.bytes])
        }
        return object.finish()
    }

    private mutating func cancelOrders(
        _ call: KrakenCall,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(KrakenError) -> [Result<[UInt8], KrakenError>] {
        let identifiers = call.parameters.list("order_id")
        let names = call.parameters.list("cl_ord_id")
        guard identifiers.isEmpty != names.isEmpty else { throw .arguments("order_id") }
        guard identifiers.count + names.count <= 50 else { throw .arguments("order_id") }
        let found =
            identifiers.map { KrakenNames.number($0, "O").flatMap(trading.engine.order) }
            + names.map { trading.engine.order(named: $0, of: call.account) }
        var outcomes: [Result<[UInt8], KrakenError>] = []
        for order in found {
            guard let order, cancel(order, of: call.account, at: now, &events) else {
                outcomes.append(.failure(.unknownOrder))
                continue
            }
            var object = WireObject()
            if call.isREST {
                object.add("count", 1)
            } else {
                object.add("order_id", KrakenNames.identifier("O", order.number))
                if !order.clientID.isEmpty { object.add("cl_ord_id", order.clientID) }
            }
            outcomes.append(.success(object.finish()))
        }
        return outcomes
    }

    /// Takes several orders back and says how many of them stood.
    private mutating func cancelBatch(
        _ call: KrakenCall,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(KrakenError) -> [UInt8] {
        let identifiers = call.parameters.list("orders")
        let names = call.parameters.list("cl_ord_ids")
        guard (1...50).contains(identifiers.count + names.count) else { throw .arguments("orders") }
        let found =
            identifiers.map { KrakenNames.number($0, "O").flatMap(trading.engine.order) }
            + names.map { trading.engine.order(named: $0, of: call.account) }
        var count: Int64 = 0
        for case let order? in found where cancel(order, of: call.account, at: now, &events) { count += 1 }
        guard count > 0 else { throw .unknownOrder }
        return Self.count(count)
    }

    /// Takes an order of an account back; false if it does not stand.
    private mutating func cancel(
        _ order: ExchangeOrder,
        of account: Int,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) -> Bool {
        guard order.account == account,
            trading.engine.cancel(order.number, .request, &book, at: now, into: &events)
        else { return false }
        trading.desks[account].orders.charge(Self.penalty(order, at: now), at: now.steady)
        return true
    }

    /// What the cancellation of an order counts, by its age (Spot trading rate limits).
    private static func penalty(_ order: ExchangeOrder, at now: ExchangeMoment) -> Int64 {
        let steps: [(Int64, Int64)] = [(5, 8), (10, 6), (15, 5), (45, 4), (90, 2), (300, 1)]
        let age = now.steady - order.steady
        return steps.first { age < .seconds($0.0) }?.1 ?? 0
    }

    /// Takes all open orders of an account back and gives their number.
    mutating func cancelAll(
        _ account: Int,
        _ cause: TradingEvent.EndCause,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) -> Int64 {
        let open = trading.engine.openOrders(of: account)
        for order in open { _ = trading.engine.cancel(order.number, cause, &book, at: now, into: &events) }
        return Int64(open.count)
    }

    private static func count(_ count: Int64) -> [UInt8] {
        var object = WireObject()
        object.add("count", count)
        return object.finish()
    }

    private mutating func windSwitch(_ call: KrakenCall, at now: ExchangeMoment) throws(KrakenError) -> [UInt8] {
        guard let seconds = Int64(try call.parameters.require("timeout")), (0..<86_400).contains(seconds) else {
            throw .arguments("timeout")
        }
        trading.desks[call.account].timer = seconds == 0 ? nil : now.steady + .seconds(seconds)
        var object = WireObject()
        object.add("currentTime", Self.second(now.wall))
        let trigger = WallTime(nanoseconds: now.wall.nanoseconds + TimeSpan.seconds(seconds).nanoseconds)
        object.add("triggerTime", seconds == 0 ? "0" : Self.second(trigger))
        return object.finish()
    }

    private static func second(_ time: WallTime) -> String {
        var bytes: [UInt8] = []
        RFC3339.append(time, fractionDigits: 0, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func makeToken(_ account: Int, at now: ExchangeMoment) throws(KrakenError) -> [UInt8] {
        guard let digests = trading.digests, let secret = trading.engine.accounts[account].secret else {
            throw .invalidKey
        }
        trading.tokenCount += 1
        // Nobody guesses it who has not the secret.
        let seed = Array("token \(trading.tokenCount) \(now.wall.nanoseconds)".utf8)
        let text = Base64.encode(digests.hmacSHA256(seed, key: secret))
        let held = connections.indices.flatMap { connections[place: $0].privates.map(\.token) }
        trading.tokens.removeAll { $0.end <= now.steady && !held.contains($0.text) }
        let end = now.steady + KrakenTrading.tokenLife
        trading.tokens.append(KrakenTrading.Token(text: text, account: account, end: end))
        var object = WireObject()
        object.add("token", text)
        object.add("expires", KrakenTrading.tokenLife.nanoseconds / 1_000_000_000)
        return object.finish()
    }

    private func tier(_ account: Int) -> RateTier { trading.engine.accounts[account].tier }
}

extension KrakenCall {
    /// Whether it came by HTTP.
    var isREST: Bool {
        if case .rest = origin { true } else { false }
    }
}
