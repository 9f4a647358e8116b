import Books

/// What comes over Binance's WebSocket API: answers by their numbers, and the events of the private stream.
extension BinanceExecution {
    /// Takes one whole text message in.
    public mutating func receive(
        _ message: Span<UInt8>,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard stage != .down else { return }
        guard let value = PrivateJSON.parse(message) else { return unreadable(at: now, into: &effects) }
        if let event = value["event"] { return take(event, at: now, into: &effects) }
        if let news = budgets.note(value["rateLimits"], at: now.steady) {
            effects.events.append(.used(venue, count: news.count, of: news.limit))
        }
        let reply = BinanceReply(frame: value, now: now.time(by: clock.estimate))
        take(reply, to: value["id"]?.decimalText.flatMap { UInt64($0) }, at: now, into: &effects)
    }

    /// A message that cannot be read may have been the answer to anything that is under way.
    private mutating func unreadable(at now: ClockReading, into effects: inout ExecutionEffects) {
        while let entry = requests.takeFirst(where: { asked in
            if case .place = asked.job { true } else { false }
        }) {
            guard case .place(let request) = entry.job.job else { continue }
            effects.events.append(.evidence(venue, request.id, .ambiguous(.unreadable)))
        }
        effects.verdicts.append(.lost(.unreadable("Binance sent a private message that cannot be read")))
    }

    private mutating func take(_ event: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        switch event["e"]?.string {
        case "executionReport":
            guard event["s"]?.string == feed.symbol else { return }
            report(event, at: now, into: &effects)
        case "outboundAccountPosition":
            let elements = event["B"]?.array ?? []
            let balances = elements.compactMap { BinanceOrder.balance($0, "a", "f", "l") }
            if balances.count < elements.count {
                effects.remark(venue, "Binance told a balance that cannot be read")
            }
            if !balances.isEmpty { effects.events.append(.balances(venue, balances)) }
        case "eventStreamTerminated":
            effects.verdicts.append(.lost(.closedByVenue("the venue ended the private stream")))
        case "serverShutdown":
            effects.verdicts.append(.ending)
        default:
            break
        }
    }

    private mutating func report(_ event: JSONValue, at now: ClockReading, into effects: inout ExecutionEffects) {
        let kind = event["x"]?.string
        // In the report of a cancellation `c` is the cancellation's own name and `C` the order's.
        let original = event["C"]?.string ?? ""
        guard let name = original.isEmpty ? event["c"]?.string : original, let number = event["i"]?.integer,
            number >= 0
        else { return effects.remark(venue, "Binance told of an order that cannot be read") }
        let id = ClientOrderID(name)
        orders.name(id, String(number))
        guard let id else { return }
        func tell(_ evidence: OrderEvidence) { effects.events.append(.evidence(venue, id, evidence)) }
        if kind == "REJECTED" {
            return tell(.rejected(OrderRefusal(.other, WireText.clean(event["r"]?.string ?? "REJECTED"))))
        }
        tell(.acknowledged(venueOrderID: String(number)))
        if kind == "TRADE" {
            if let fill = fill(event) {
                tell(.fill(fill))
            } else {
                effects.remark(venue, "Binance told a fill of \(id.text) that cannot be read: its trades are asked for")
                fetchTrades(OrderQuestion(id: id, venue: venue, number: 0), at: now, into: &effects)
            }
        }
        guard let status = event["X"]?.string.flatMap(BinanceOrder.status),
            let cumulative = WireAmount.quantity(event["z"], feed.instrument)
        else { return }
        tell(.report(OrderReport(status, cumulative: cumulative)))
    }

    private func fill(_ event: JSONValue) -> OrderFill? {
        guard let trade = event["t"]?.integer, trade >= 0 else { return nil }
        return BinanceFill.make(
            trade,
            quantity: event["l"],
            price: event["L"],
            fee: event["n"],
            asset: event["N"]?.string,
            feed,
            at: TradeTime.milliseconds(event["T"]?.integer)
        )
    }
}
