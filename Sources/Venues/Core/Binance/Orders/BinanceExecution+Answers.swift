import Books

/// What Binance's answers mean.
extension BinanceExecution {
    /// How much earlier than an order's sending its trades are looked for.
    private static var tradesMargin: Int64 { 5_000_000_000 }

    /// Takes an answer by REST in.
    mutating func answered(
        _ number: UInt64,
        _ result: Result<HTTPAnswer, TransportError>,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch result {
        case .success(let answer):
            if let news = budgets.note(answer.headers, at: now.steady) {
                effects.events.append(.used(venue, count: news.count, of: news.limit))
            }
            take(BinanceReply(answer), to: number, at: now, into: &effects)
        case .failure(let error):
            guard let entry = requests.take(number) else { return }
            failed(
                entry.job.job,
                error.step == .timeout ? "no answer in time" : "the request failed",
                at: now,
                &effects
            )
        }
    }

    /// Takes an answer in, whichever way it came; one that nothing waits for only bars and counts.
    mutating func take(
        _ reply: BinanceReply,
        to number: UInt64?,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        heed(reply, at: now, into: &effects)
        guard let entry = number.flatMap({ requests.take($0) }) else { return }
        // What the stream has answered need not be asked by REST any more.
        if entry.isStreamed { waiting.removeAll { $0.isDetour && $0.job == entry.job.job } }
        if reply.code == -1_021 { clockRefused(entry.job, at: now, into: &effects) }
        switch entry.job.job {
        case .time: timeAnswered(reply, askedAt: entry.askedAt, at: now, into: &effects)
        case .subscribe: subscribed(reply, at: now, into: &effects)
        case .commission: commission(reply, into: &effects)
        case .place(let request): placed(request, reply, askedAt: entry.askedAt, at: now, into: &effects)
        case .cancel(let question): cancelled(question, reply, tries: entry.job.tries, into: &effects)
        case .status(let question):
            status(question, reply, entry, at: now, into: &effects)
        case .find(let question): found(question, reply, at: now, into: &effects)
        case .identify(let name): identified(name, reply)
        case .trades(let read): page(read, reply, at: now, into: &effects)
        case .list: listed(reply, askedAt: entry.askedAt, into: &effects)
        case .openOrders: openOrders(reply, at: now, into: &effects)
        case .balances: balances(reply, at: now, into: &effects)
        }
    }

    /// Keeps to what an answer says about the venue's limits.
    private mutating func heed(_ reply: BinanceReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        let isBan = reply.status == 418
        guard isBan || reply.status == 429 || reply.code == -1_003 else { return }
        let until = now.steady + (reply.pause ?? (isBan ? .seconds(120) : .seconds(10)))
        // No sooner than the venue means it, whose clock is known so well and no better.
        requestsFrom = max(requestsFrom, until + (clock.estimate?.error ?? .zero))
        effects.verdicts.append(.barred(until: requestsFrom))
    }

    /// Our stamp was out of the venue's window: the clock is measured again, and what is safe to ask again is asked again.
    private mutating func clockRefused(_ asked: Asked, at now: ClockReading, into effects: inout ExecutionEffects) {
        effects.remark(venue, "Binance refused a request for its time: measuring the venue's clock anew")
        isClockDoubted = true
        ask(.time, at: now, into: &effects)
        switch asked.job {
        case .cancel, .status, .find, .list, .trades:
            guard asked.tries == 0 else { return }
            ask(asked.job, tries: 1, notBefore: now.steady + .milliseconds(500), at: now, into: &effects)
        case .time, .subscribe, .commission, .place, .identify, .openOrders, .balances:
            break
        }
    }

    /// A request failed by REST: it tells nothing about an order.
    private mutating func failed(
        _ job: BinanceJob,
        _ cause: String,
        at now: ClockReading,
        _ effects: inout ExecutionEffects
    ) {
        switch job {
        case .openOrders, .balances:
            accountFailed(cause, at: now, into: &effects)
        case .trades(let read) where read.purpose == .account:
            accountFailed(cause, at: now, into: &effects)
        case .time, .subscribe, .commission, .place, .cancel, .status, .find, .identify, .list, .trades:
            effects.remark(venue, "Binance's \(job.method) by REST came to nothing: \(cause)")
        }
    }

    // MARK: - The connection

    private mutating func timeAnswered(
        _ reply: BinanceReply,
        askedAt sent: MonotonicTime,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        if let stamp = TradeTime.milliseconds(reply.result?["serverTime"]?.integer) {
            clock.take(sent: sent, heard: now.steady, stamp: stamp, resolution: .milliseconds(1))
            isClockDoubted = false
            if let estimate = clock.estimate { effects.events.append(.clock(venue, estimate)) }
        }
        timeDue = now.steady + clock.nextSpacing
        guard stage == .measuring else { return }
        guard clock.estimate != nil else {
            effects.verdicts.append(.lost(.unreadable("Binance's time could not be read")))
            return
        }
        stage = .subscribing
        ask(.subscribe, at: now, into: &effects)
    }

    private mutating func subscribed(
        _ reply: BinanceReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard stage == .subscribing else { return }
        // Already subscribed (-2035) is as good.
        if reply.isSuccess || reply.code == -2_035 {
            stage = .ready
            clockRefusals = 0
            effects.verdicts.append(.ready)
            ask(.commission, at: now, into: &effects)
            return
        }
        if reply.code == -1_021, clockRefusals < 2 {
            clockRefusals += 1
            stage = .measuring
            return
        }
        if case .refused(let refusal) = BinanceVerdict(reply), refusal.kind == .authentication {
            effects.verdicts.append(
                .refused("Binance refuses the key: \(refusal.text). Check the key, its rights and its addresses.")
            )
        } else if reply.status == 451 {
            effects.verdicts.append(.refused("Binance does not serve this region: \(reply.words)"))
        } else {
            effects.verdicts.append(.lost(.closedByVenue("the private stream was refused: \(reply.words)")))
        }
    }

    private func commission(_ reply: BinanceReply, into effects: inout ExecutionEffects) {
        guard let result = reply.result, reply.isSuccess else { return }
        var total: Int64 = 0
        for name in ["standardCommission", "specialCommission", "taxCommission"] {
            guard let part = result[name] else { continue }
            // What a taker pays, and the dearer of buyer and seller on top; discounts are not counted on.
            let sides = ["buyer", "seller"].map { WireAmount.parse(part[$0]?.decimalText, decimals: 8) ?? 0 }
            let taker = WireAmount.parse(part["taker"]?.decimalText, decimals: 8) ?? 0
            for rate in [taker, sides.max() ?? 0] {
                total = FeeRate(clamping: total).units + FeeRate(clamping: rate).units
            }
        }
        if let rate = FeeRate(units: total) { effects.events.append(.fee(venue, rate)) }
    }

    // MARK: - Orders

    private mutating func placed(
        _ request: OrderRequest,
        _ reply: BinanceReply,
        askedAt sent: MonotonicTime,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        func tell(_ evidence: OrderEvidence) { effects.events.append(.evidence(venue, request.id, evidence)) }
        if reply.isUnreadable { return tell(.ambiguous(.unreadable)) }
        guard let result = reply.result, reply.isSuccess else {
            switch BinanceVerdict(reply) {
            // To a new order it says nothing that the list calls a refusal.
            case .refused(let refusal) where refusal.kind == .notFound: tell(.ambiguous(.venueUnsure))
            case .refused(let refusal): tell(.rejected(refusal))
            case .found:
                tell(.ambiguous(.venueUnsure))
                ask(.status(OrderQuestion(id: request.id, venue: venue, number: 0)), at: now, into: &effects)
            case .notFound, .unsure: tell(.ambiguous(.venueUnsure))
            }
            return
        }
        guard let order = BinanceOrder(result, feed), order.id == request.id else {
            return tell(.ambiguous(.unreadable))
        }
        if let estimate = clock.estimate, let stamp = order.time {
            let span = stamp.nanoseconds.subtractingReportingOverflow(estimate.time(at: sent).nanoseconds)
            if !span.overflow, (0...10_000_000_000).contains(span.partialValue) {
                effects.events.append(.oneWay(venue, TimeSpan(nanoseconds: span.partialValue)))
            }
        }
        self.tell(order, into: &effects)
    }

    /// Tells all that the venue's word about a whole order says.
    mutating func tell(_ order: BinanceOrder, into effects: inout ExecutionEffects) {
        orders.name(order.id, order.venueOrderID)
        guard let id = order.id else { return }
        func tell(_ evidence: OrderEvidence) { effects.events.append(.evidence(venue, id, evidence)) }
        if let refusal = order.refusal { return tell(.rejected(refusal)) }
        tell(.acknowledged(venueOrderID: order.venueOrderID))
        for fill in order.fills { tell(.fill(fill)) }
        if let report = order.report { tell(.report(report)) }
        if order.hasUnreadableFill {
            effects.remark(venue, "Binance told a fill of \(id.text) that cannot be read: its trades are asked for")
        }
    }

    private mutating func cancelled(
        _ question: OrderQuestion,
        _ reply: BinanceReply,
        tries: Int,
        into effects: inout ExecutionEffects
    ) {
        if let result = reply.result, reply.isSuccess {
            // In the answer to a cancellation the order's own name is the original one.
            guard let order = BinanceOrder(result, feed), order.id == question.id else {
                return effects.remark(venue, "Binance's answer to a cancellation cannot be read")
            }
            return tell(order, into: &effects)
        }
        // It is asked for once more, when the clock was measured.
        if reply.code == -1_021, tries == 0 { return }
        guard case .refused(let refusal) = BinanceVerdict(reply) else {
            return effects.remark(venue, "Binance does not know what became of a cancellation: \(reply.words)")
        }
        effects.events.append(
            .evidence(venue, question.id, .cancelRejected(number: question.number, refusal))
        )
    }

    private mutating func status(
        _ question: OrderQuestion,
        _ reply: BinanceReply,
        _ entry: RequestTable<Asked>.Entry,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        if let result = reply.result, reply.isSuccess {
            guard let order = BinanceOrder(result, feed), order.id == question.id else {
                return effects.remark(venue, "Binance's answer about an order cannot be read")
            }
            return tell(order, into: &effects)
        }
        guard BinanceVerdict(reply) == .notFound else {
            if reply.code != -1_021 || entry.job.tries > 0 {
                effects.remark(venue, "Binance did not say where an order stands: \(reply.words)")
            }
            return
        }
        guard question.wantsTrades, let since = tradesFrom(question) else {
            effects.events.append(.notFound(question, askedAt: entry.askedAt, tradesWereRead: false))
            return
        }
        let purpose = BinanceTradesRead.Purpose.absence(question, askedAt: entry.askedAt)
        ask(.trades(BinanceTradesRead(purpose: purpose, orderID: nil, since: since)), at: now, into: &effects)
    }

    /// From when on an order can have traded; nil where its intent is older than all that is known here.
    private func tradesFrom(_ question: OrderQuestion) -> WallTime? {
        guard let sent = orders.sent(question.id) else { return question.since ?? tradesFloor }
        let start = sent.venueTime.nanoseconds.subtractingReportingOverflow(Self.tradesMargin)
        return start.overflow ? nil : WallTime(nanoseconds: start.partialValue)
    }

    private mutating func found(
        _ question: OrderQuestion,
        _ reply: BinanceReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard let result = reply.result, reply.isSuccess, let order = BinanceOrder(result, feed),
            order.id == question.id
        else {
            return effects.remark(venue, "Binance did not say which trades an order has: \(reply.words)")
        }
        tell(order, into: &effects)
        fetchTrades(question, at: now, into: &effects)
    }

    private mutating func identified(_ name: String, _ reply: BinanceReply) {
        guard let result = reply.result, reply.isSuccess, let order = BinanceOrder(result, feed),
            order.venueOrderID == name
        else { return }
        orders.name(order.id, name)
    }
}
