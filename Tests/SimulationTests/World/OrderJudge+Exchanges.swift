import Books
import Simulator

@testable import Strategy

/// The exchanges' books as the second opinion: they share no code with the client.
extension OrderJudge {
    /// Looks at what an exchange has accepted and traded since the last look.
    mutating func look(at exchange: any TradingSite, _ slot: Int, _ now: MonotonicTime, _ trace: inout Trace) {
        let orders = exchange.orderCount
        let fills = exchange.fillCount
        guard orders != seen[slot].orders || fills != seen[slot].fills else { return }
        for place in seen[slot].orders..<orders { accept(exchange.order(at: place), place, slot, now, &trace) }
        for place in seen[slot].fills..<fills {
            let fill = exchange.fill(at: place)
            note(fill, exchange.name(of: fill), slot, now, &trace)
        }
        seen[slot] = (orders, fills)
    }

    private mutating func accept(
        _ order: ExchangeOrder,
        _ place: Int,
        _ slot: Int,
        _ now: MonotonicTime,
        _ trace: inout Trace
    ) {
        counts.accepted += 1
        trace.tell(now, "venue \(slot) accepts \(order.clientID)")
        guard let id = ClientOrderID(order.clientID) else {
            return fail("an order that is not ours: \(order.clientID)")
        }
        if accepted[id] != nil { fail("O8: the exchange has accepted \(id.text) twice") }
        accepted[id] = Acceptance(slot: slot, place: place)
        guard let request = decided[id], let time = sent[id] else {
            return fail("O7: the exchange has \(id.text), which was never sent")
        }
        let side: TradeSide = request.side == .buy ? .buy : .sell
        if request.venue.slot != slot || order.side != side || order.price != request.limit.units
            || order.quantity != request.quantity.units
        {
            fail("the exchange has another order than was decided: \(id.text)")
        }
        // O12: what was proved never to have been placed must not be placed after that.
        if let phase = phases[id], [.neverPlaced, .rejected, .denied].contains(phase) {
            fail("O12: \(id.text) counted as \(phase) and was accepted, sent \((now - time).milliseconds) ms ago")
        }
        // Nothing new after the key but what was on its way: requests live two seconds, an engine waits ten.
        if let lockedAt, now - lockedAt > .seconds(15) { fail("G1: \(id.text) was accepted long after the key") }
    }

    private mutating func note(
        _ fill: ExchangeFill,
        _ name: String,
        _ slot: Int,
        _ now: MonotonicTime,
        _ trace: inout Trace
    ) {
        counts.fills += 1
        trace.tell(now, "venue \(slot) fills \(fill.quantity) of \(name)")
        guard let id = ClientOrderID(name), let request = decided[id] else { return fail("a fill of an unknown order") }
        // O11: what takes alone cannot meet an order of our own.
        if fill.isMaker { fail("O11: \(id.text) stood in the book") }
        // Kraken names trades by letters; the client's word for them is looked up by what they are.
        trades[Trade.Key(slot: slot, trade: "\(fill.number)")] = Trade(id: id, fill: fill)
        traded[id, default: 0] += fill.quantity
        if traded[id] ?? 0 > request.quantity.units { fail("O3: the exchange has filled more than was ordered") }
        let isWorse = request.side == .buy ? fill.price > request.limit.units : fill.price < request.limit.units
        if isWorse { fail("O10: \(id.text) traded beyond its limit") }
    }

    /// An exchange has answered a request with this status, and no fault has told it to.
    mutating func hear(_ status: Int, _ slot: Int) {
        // G4: nobody is asked to slow down who keeps the budgets.
        if status == 429 || status == 418 { fail("G4: venue \(slot) has answered \(status)") }
    }

    // MARK: - At rest

    /// Compares everything, while nothing is under way.
    mutating func settle(_ trader: Trader, _ sites: [ExchangeSite], cutCount: Int) {
        guard let desk = trader.execution else { return fail("there is no desk") }
        for slot in 0..<2 {
            compareBalances(desk, sites[slot].exchange, slot, cutCount: cutCount)
            if cutCount == 0 { compareFills(desk, slot) }
            if sites[slot].exchange.openCount > 0 { fail("J3: venue \(slot) has open orders at rest") }
        }
        for order in desk.book.parents.flatMap(\.children) {
            let id = order.request.id
            if !order.record.phase.isClosed { fail("O12: \(id.text) is \(order.record.phase) at rest") }
            let real = traded[id] ?? 0
            if order.record.cumulative.units != real, accepted[id] != nil || real > 0 {
                fail("L1: \(id.text) traded \(real) and the client knows of \(order.record.cumulative.units)")
            }
        }
    }

    /// `opening + fills = balance`, to the last digit.
    private mutating func compareBalances(
        _ desk: ExecutionDesk,
        _ exchange: any TradingSite,
        _ slot: Int,
        cutCount: Int
    ) {
        guard let opening = desk.paths[slot].opening else { return fail("L1: venue \(slot) was never compared") }
        let account = desk.book.ledger.accounts[slot]
        // The client counts in 10^-12 and 10^-14, the exchange in 10^-8 and 10^-10.
        let base = exchange.total("ETH") * 10_000
        let quote = exchange.total("USDT") * 10_000
        if opening.base + account.base != base {
            fail("L1: venue \(slot) has \(base) of the base, the client \(opening.base + account.base)")
        }
        if opening.quote + account.quote != quote {
            fail("L1: venue \(slot) has \(quote) of the quote, the client \(opening.quote + account.quote)")
        }
    }

    /// Every trade of the exchange is booked, once.
    private mutating func compareFills(_ desk: ExecutionDesk, _ slot: Int) {
        let count = trades.keys.count { $0.slot == slot }
        let known = desk.book.ledger.accounts[slot].fills
        if count != known { fail("O1: venue \(slot) had \(count) trades, the client has booked \(known)") }
    }
}
