import Books

/// What comes over Kraken's private stream: answers by their numbers, `executions`, `balances`, the state of the venue.
extension KrakenExecution {
    /// How many orders' last states are kept for merging; the oldest names go first.
    private static var mergedLimit: Int { 10_000 }

    /// Takes one whole text message in.
    public mutating func receive(
        _ message: Span<UInt8>,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard stage != .down else { return }
        guard let value = PrivateJSON.parse(message) else { return unreadable(at: now, into: &effects) }
        switch value["channel"]?.string {
        case "executions": executions(value, at: now, into: &effects)
        case "balances": balances(value, at: now, into: &effects)
        case "status": status(value, into: &effects)
        case "heartbeat": break
        case .some: break
        case nil: answer(value, at: now, into: &effects)
        }
    }

    /// A message that cannot be read may have been the answer to anything that is under way.
    private mutating func unreadable(at now: ClockReading, into effects: inout ExecutionEffects) {
        while let entry = requests.takeFirst(where: { job in
            if case .place = job { true } else { false }
        }) {
            guard case .place(let request) = entry.job else { continue }
            effects.events.append(.evidence(venue, request.id, .ambiguous(.unreadable)))
        }
        effects.verdicts.append(.lost(.unreadable("Kraken sent a private message that cannot be read")))
    }

    private mutating func answer(_ value: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        let number = value["req_id"]?.integer.flatMap { UInt64(exactly: $0) }
        if value["method"]?.string == "pong" {
            if let number { takeTime(value, number, at: now, into: &effects) }
            return
        }
        take(KrakenReply(frame: value), to: number, at: now, into: &effects)
    }

    /// The venue's own time between its two stamps is taken out of the round trip.
    private mutating func takeTime(
        _ value: JSONValue,
        _ number: UInt64,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard let entry = requests.take(number) else { return }
        timeDue = now.steady + clock.nextSpacing
        guard let received = TradeTime.text(value["time_in"]?.string) else { return }
        let answered = TradeTime.text(value["time_out"]?.string) ?? received
        let work = answered.nanoseconds.subtractingReportingOverflow(received.nanoseconds)
        let trip = (now.steady - entry.askedAt).nanoseconds
        guard !work.overflow, trip >= 0, (0...trip).contains(work.partialValue) else { return }
        clock.take(
            sent: entry.askedAt + TimeSpan(nanoseconds: work.partialValue),
            heard: now.steady,
            stamp: answered,
            resolution: TimeSpan(nanoseconds: 1_000)
        )
        timeDue = now.steady + clock.nextSpacing
        if let estimate = clock.estimate { effects.events.append(.clock(venue, estimate)) }
    }

    private func status(_ value: JSONValue, into effects: inout ExecutionEffects) {
        guard let system = value["data"]?.array?.first?["system"]?.string, system != "online" else { return }
        effects.remark(venue, "Kraken is in the state \(WireText.clean(system))")
    }

    // MARK: - Executions

    private mutating func executions(_ value: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        let isSnapshot = value["type"]?.string == "snapshot"
        noteCount(value, at: now, into: &effects)
        for entry in value["data"]?.array ?? [] {
            noteCount(entry, at: now, into: &effects)
            take(entry, isSnapshot: isSnapshot, at: now, into: &effects)
        }
        if isSnapshot { noteSnapshot(value["data"]?.array ?? [], at: now, into: &effects) }
        guard let sequence = value["sequence"]?.integer else { return }
        if isSnapshot {
            executionsSequence = sequence
            return
        }
        guard let last = executionsSequence, sequence > last else {
            executionsSequence = executionsSequence ?? sequence
            return
        }
        executionsSequence = sequence
        guard last.addingReportingOverflow(1).partialValue != sequence, stage == .ready else { return }
        effects.remark(venue, "Kraken's private stream has a gap: subscribing anew with the last fills")
        effects.verdicts.append(.unready)
        stage = .subscribing
        executionsSequence = nil
        streamed = nil
        resubscribe("executions", .executions, at: now, into: &effects)
    }

    /// The venue's own count of the pair, where a message tells it.
    private mutating func noteCount(_ value: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let text = (value["ratecount"] ?? value["ratecounter"])?.decimalText,
            let count = WireAmount.parse(text, decimals: 3) ?? WireAmount.fee(text).map({ $0 / 1_000_000_000 })
        else { return }
        budgets.notePair(thousandths: count, at: now.steady)
        effects.events.append(.used(venue, count: count / 1_000, of: budgets.pairLimit))
    }

    /// Takes one entry in: an update tells of an order only what has changed.
    private mutating func take(
        _ entry: JSONValue,
        isSnapshot: Bool,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard let name = entry["order_id"]?.string, KrakenOrder.isName(name) else {
            return effects.remark(venue, "Kraken told of an order that cannot be read")
        }
        if let symbol = entry["symbol"]?.string, symbol != feed.symbol { return }
        if let text = entry["cl_ord_id"]?.string {
            orders.name(ClientOrderID(text), name)
        } else if isSnapshot, entry["exec_id"] == nil, !orders.isIdentified(name) {
            // A whole order without a name of ours is another's; a trade need not tell its order's name.
            orders.name(nil, name)
        }
        guard let id = orders.id(of: name) else { return }
        // Of earlier runs the account is read as a whole; the stream tells of this one's.
        if isSnapshot, orders.sent(id) == nil { return }
        func tell(_ evidence: OrderEvidence) { effects.events.append(.evidence(venue, id, evidence)) }
        let state = merge(entry, name, id)
        tell(.acknowledged(venueOrderID: name))
        if entry["exec_type"]?.string == "trade" {
            if let fill = fill(entry, into: &effects) {
                tell(.fill(fill))
            } else {
                effects.remark(venue, "Kraken told a fill of \(id.text) that cannot be read: its trades are asked for")
                fetchTrades(OrderQuestion(id: id, venue: venue, number: 0), at: now, into: &effects)
            }
        }
        if let report = report(entry, state) { tell(.report(report)) }
    }

    private mutating func merge(_ entry: JSONValue, _ name: String, _ id: ClientOrderID) -> KrakenOrderState {
        var state = merged[name] ?? KrakenOrderState(quantity: orders.sent(id)?.request.quantity)
        if let quantity = WireAmount.quantity(entry["order_qty"], feed.instrument) { state.quantity = quantity }
        if let cumulative = WireAmount.quantity(entry["cum_qty"], feed.instrument) {
            state.cumulative = max(state.cumulative, cumulative)
        }
        if merged.count >= Self.mergedLimit, merged[name] == nil, let first = merged.keys.min() {
            merged[first] = nil
        }
        merged[name] = state
        return state
    }

    private func report(_ entry: JSONValue, _ state: KrakenOrderState) -> OrderReport? {
        let words = [entry["order_status"]?.string, entry["exec_type"]?.string]
        for word in words {
            switch word {
            case "new": return OrderReport(.new, cumulative: state.cumulative)
            case "partially_filled": return OrderReport(.partial, cumulative: state.cumulative)
            case "filled": return state.quantity.map { OrderReport(.filled, cumulative: max(state.cumulative, $0)) }
            case "canceled": return OrderReport(.cancelled, cumulative: state.cumulative)
            case "expired": return OrderReport(.expired, cumulative: state.cumulative)
            default: continue
            }
        }
        return nil
    }

    func fill(_ entry: JSONValue, into effects: inout ExecutionEffects) -> OrderFill? {
        guard let name = entry["exec_id"]?.string, KrakenOrder.isName(name),
            let quantity = WireAmount.quantity(entry["last_qty"], feed.instrument), quantity.units > 0,
            let price = WireAmount.price(entry["last_price"], feed.instrument)
        else { return nil }
        var fee = Fee.none
        let fees = entry["fees"]?.array ?? []
        if let first = fees.first {
            guard let units = WireAmount.fee(first["qty"]?.decimalText), let asset = first["asset"]?.string else {
                return nil
            }
            let kind: FeeAsset =
                asset == feed.instrument.quote
                ? .quote : asset == feed.instrument.base ? .base : .other(WireText.clean(asset))
            fee = Fee(asset: kind, units: units)
        }
        if fees.count > 1 {
            effects.remark(venue, "Kraken took fees in several assets for \(name): the first is booked")
        }
        return OrderFill(
            trade: TradeID(name),
            quantity: quantity,
            price: price,
            fee: fee,
            exchangeTime: TradeTime.text(entry["timestamp"]?.string)
        )
    }

    // MARK: - Balances

    /// What can be traded with: `balance` is over all wallets, those that earn among them, which REST tells as other assets
    /// (`ETH.F`); nil where it cannot be read.
    private static func tradable(_ entry: JSONValue) -> Int128? {
        guard let wallets = entry["wallets"]?.array else { return WireAmount.balance(entry["balance"]) }
        var total: Int128 = 0
        for wallet in wallets where wallet["type"]?.string == "spot" {
            guard let amount = WireAmount.balance(wallet["balance"]) else { return nil }
            let sum = total.addingReportingOverflow(amount)
            guard !sum.overflow else { return nil }
            total = sum.partialValue
        }
        return total
    }

    private mutating func balances(_ value: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        var balances: [AssetBalance] = []
        for entry in value["data"]?.array ?? [] {
            guard let asset = entry["asset"]?.string, let total = Self.tradable(entry) else {
                effects.remark(venue, "Kraken told a balance that cannot be read")
                continue
            }
            let name = assets?.name(asset) ?? asset
            // Several rows of one asset: the last one is what it came to.
            balances.removeAll { $0.asset == name }
            balances.append(AssetBalance(asset: name, total: total, reserved: nil))
        }
        if !balances.isEmpty { effects.events.append(.balances(venue, balances)) }
        if value["type"]?.string == "snapshot" { noteSnapshot(balances, into: &effects) }
        guard let sequence = value["sequence"]?.integer else { return }
        let last = balancesSequence
        balancesSequence = sequence
        guard value["type"]?.string != "snapshot", let last, sequence > last,
            last.addingReportingOverflow(1).partialValue != sequence, stage == .ready
        else { return }
        balancesSequence = nil
        resubscribe("balances", .balances, at: now, into: &effects)
    }
}
