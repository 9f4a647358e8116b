import Books

/// What Binance is asked, and how.
extension BinanceExecution {
    /// The window of a question, in which our clock and the venue's may differ (`recvWindow`).
    private static var questionWindow: Int64 { 5_000 }
    /// The longest that the venue knows.
    private static var longestWindow: Int64 { 60_000 }
    /// How long an answer to a question is waited for: as long as the venue itself waits for its engine.
    private static var answerBound: TimeSpan { .seconds(10) }
    /// How long an order is remembered that gets no answer; the trader has long made up its mind by then.
    private static var orderBound: TimeSpan { .seconds(300) }
    /// How many requests wait at most, but for cancellations: what is more is said and not asked.
    private static var waitingLimit: Int { 200 }
    /// After how long without an answer a cancellation goes by REST as well: a stream that is half-open takes it and says
    /// nothing, and is found out only after many times as long.
    private static var detourAfter: TimeSpan { .seconds(1) }
    /// How many trades a page has.
    static var pageSize: Int { 1_000 }

    // MARK: - New orders

    /// Makes the bytes of a new order, once; or says why not one of them leaves.
    mutating func submit(_ request: OrderRequest, at now: ClockReading, into effects: inout ExecutionEffects) {
        let venueTime = now.time(by: clock.estimate)
        guard orders.submit(request, at: now.steady, venueTime: venueTime) else {
            effects.remark(venue, "the order \(request.id.text) was given to Binance's client twice and sent once")
            return
        }
        let left = (request.expiresAt - now.steady).milliseconds
        let reason: NotStarted?
        if stage != .ready {
            reason = .noConnection
        } else if left < 1 || requestsFrom > now.steady || isClockDoubted {
            reason = .late
        } else {
            reason = budgets.take(.place(request), at: now.steady) == .taken ? nil : .late
        }
        if let reason {
            effects.events.append(.evidence(venue, request.id, .notStarted(reason)))
            return
        }
        var parameters = BinanceParameters()
        parameters.add("symbol", feed.symbol)
        parameters.add("side", request.side == .buy ? "BUY" : "SELL")
        parameters.add("type", "LIMIT")
        parameters.add("timeInForce", request.timeInForce == .immediateOrCancel ? "IOC" : "GTC")
        parameters.add("price", WireAmount.text(request.limit.units, feed.instrument.priceUnit))
        parameters.add("quantity", WireAmount.text(request.quantity.units, feed.instrument.quantityUnit))
        parameters.add("newClientOrderId", request.id.text)
        parameters.add("newOrderRespType", "FULL")
        // What would trade with an order of our own ends instead.
        parameters.add("selfTradePreventionMode", "EXPIRE_TAKER")
        let number = requests.add(
            Asked(job: .place(request), tries: 0),
            isStreamed: true,
            at: now.steady,
            bound: Self.orderBound
        )
        let text = frame(
            BinanceJob.place(request),
            number,
            signed(parameters, window: min(left, Self.longestWindow), at: now)
        )
        effects.acts.append(.sendOrder(request.id, text))
    }

    // MARK: - Everything else

    /// Asks now, or as soon as the budget and the venue allow it; what is a detour goes by REST in any case.
    mutating func ask(
        _ job: BinanceJob,
        tries: Int = 0,
        notBefore: MonotonicTime? = nil,
        isDetour: Bool = false,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        let from = max(requestsFrom, notBefore ?? requestsFrom)
        func later(_ time: MonotonicTime) -> Waiting {
            Waiting(job: job, tries: tries, notBefore: time, isDetour: isDetour)
        }
        guard from <= now.steady else { return wait(later(from), into: &effects) }
        switch budgets.take(job, at: now.steady) {
        case .taken: send(job, tries, isDetour: isDetour, at: now, into: &effects)
        case .wait(let span): wait(later(now.steady + span), into: &effects)
        case .never: wait(later(now.steady + .seconds(1)), into: &effects)
        }
    }

    /// Lets a request wait; of those that ask the same about an order only the newest does, in the place of the first.
    private mutating func wait(_ item: Waiting, into effects: inout ExecutionEffects) {
        if let place = waiting.firstIndex(where: { $0.job.asksSame(as: item.job) }) {
            let old = waiting[place]
            let isNewer = (old.job.question?.number ?? 0) <= (item.job.question?.number ?? 0)
            waiting[place] = Waiting(
                job: isNewer ? item.job : old.job,
                tries: isNewer ? item.tries : old.tries,
                notBefore: min(old.notBefore, item.notBefore),
                isDetour: old.isDetour || item.isDetour
            )
            return
        }
        if waiting.count >= Self.waitingLimit {
            guard item.job.isCancel else { return drop(item.job, into: &effects) }
            // A cancellation takes risk away, so it always finds room; a question is asked again by whoever wants to know.
            if let oldest = waiting.firstIndex(where: \.job.isQuestion) {
                let question = waiting.remove(at: oldest).job
                drop(question, into: &effects)
            }
        }
        waiting.append(item)
    }

    private func drop(_ job: BinanceJob, into effects: inout ExecutionEffects) {
        effects.remark(venue, "too many requests wait for Binance's limits: \(job.method) was dropped")
    }

    /// Sends what may be sent by now, cancellations first.
    mutating func flushWaiting(at now: ClockReading, into effects: inout ExecutionEffects) {
        let due = waiting.filter { $0.notBefore <= now.steady }
        guard !due.isEmpty else { return }
        waiting.removeAll { $0.notBefore <= now.steady }
        let cancels = due.filter(\.job.isCancel)
        for item in cancels + due.filter({ !$0.job.isCancel }) {
            ask(item.job, tries: item.tries, isDetour: item.isDetour, at: now, into: &effects)
        }
    }

    private mutating func send(
        _ job: BinanceJob,
        _ tries: Int,
        isDetour: Bool,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        let isStreamed = stage != .down && !isDetour
        guard isStreamed || job.rest != nil else { return }
        note(job, at: now.steady)
        let number = requests.add(
            Asked(job: job, tries: tries),
            isStreamed: isStreamed,
            at: now.steady,
            bound: Self.answerBound,
            repeatAfter: isStreamed && job.isCancel ? Self.detourAfter : nil
        )
        let parameters = self.parameters(of: job)
        if isStreamed {
            let isSigned = job != .time
            let all = isSigned ? signed(parameters, window: Self.questionWindow, at: now) : (parameters, nil)
            effects.acts.append(.send(frame(job, number, all)))
        } else if let request = restRequest(job, parameters, at: now) {
            effects.acts.append(.request(RequestNumber(number), request))
        }
    }

    /// Notes when the reading of the account has begun.
    private mutating func note(_ job: BinanceJob, at now: MonotonicTime) {
        if job == .openOrders { account?.askedAt = now }
    }

    private func parameters(of job: BinanceJob) -> BinanceParameters {
        var parameters = BinanceParameters()
        switch job {
        case .time, .subscribe, .place:
            break
        case .commission, .list, .openOrders:
            parameters.add("symbol", feed.symbol)
        case .cancel(let question), .status(let question), .find(let question):
            parameters.add("symbol", feed.symbol)
            parameters.add("origClientOrderId", question.id.text)
        case .identify(let name):
            parameters.add("symbol", feed.symbol)
            if let number = Int64(name) { parameters.add("orderId", number) }
        case .trades(let read):
            parameters.add("symbol", feed.symbol)
            if let order = read.orderID.flatMap({ Int64($0) }) { parameters.add("orderId", order) }
            if let last = read.trades.last {
                parameters.add("fromId", last.number)
            } else if let since = read.since {
                parameters.add("startTime", TradeTime.milliseconds(of: since))
            }
            parameters.add("limit", Int64(Self.pageSize))
        case .balances:
            parameters.add("omitZeroBalances", true)
        }
        return parameters
    }

    // MARK: - Signing

    /// Adds the time by the venue's clock, as late as can be, and signs the whole for the stream.
    private func signed(
        _ parameters: BinanceParameters,
        window: Int64,
        at now: ClockReading
    ) -> (BinanceParameters, String?) {
        var parameters = parameters
        parameters.add("apiKey", signer.key)
        parameters.add("recvWindow", window)
        parameters.add("timestamp", TradeTime.milliseconds(of: now.time(by: clock.estimate)))
        return (parameters, BinanceSigning.streamText(of: parameters.streamPayload, by: signer))
    }

    private func frame(
        _ job: BinanceJob,
        _ number: UInt64,
        _ signed: (parameters: BinanceParameters, signature: String?)
    ) -> [UInt8] {
        let object = signed.parameters.object(signature: signed.signature)
        return Array(#"{"id":\#(number),"method":"\#(job.method)","params":\#(object)}"#.utf8)
    }

    private func restRequest(_ job: BinanceJob, _ parameters: BinanceParameters, at now: ClockReading) -> RESTRequest? {
        guard let (verb, path) = job.rest else { return nil }
        if job == .time {
            return restBase.replacing(path: path).map { RESTRequest(verb, $0, timeout: .seconds(5)) }
        }
        var parameters = parameters
        parameters.add("recvWindow", Self.questionWindow)
        parameters.add("timestamp", TradeTime.milliseconds(of: now.time(by: clock.estimate)))
        let query = parameters.query
        let signature = BinanceSigning.queryText(of: query, by: signer)
        guard let endpoint = restBase.replacing(path: "\(path)?\(query)&signature=\(signature)") else { return nil }
        return RESTRequest(
            verb,
            endpoint,
            headers: [HTTPHeader("X-MBX-APIKEY", signer.key)],
            timeout: .seconds(5)
        )
    }

    // MARK: - Reads of several steps

    /// Asks for an order's trades, and first for the venue's name of it where that is not known.
    mutating func fetchTrades(
        _ question: OrderQuestion,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard let name = orders.venueOrderID(of: question.id) else {
            ask(.find(question), at: now, into: &effects)
            return
        }
        let read = BinanceTradesRead(purpose: .order(question), orderID: name, since: nil)
        ask(.trades(read), at: now, into: &effects)
    }

    /// Begins to read the account: open orders, then trades, then balances.
    ///
    /// In this order an order that ends meanwhile is seen open, or its trades are seen, or both.
    ///
    /// Whatever is under way or waits of the reading before is forgotten: a part of that would make the new one whole with
    /// what it has not read.
    mutating func readAccount(
        _ since: WallTime,
        notBefore: MonotonicTime? = nil,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        while requests.takeFirst(where: \.job.isOfAccount) != nil {}
        waiting.removeAll(where: \.job.isOfAccount)
        account = AccountReading(since: since)
        ask(.openOrders, notBefore: notBefore, at: now, into: &effects)
    }

    /// A part of the account did not come: the whole is read anew.
    mutating func accountFailed(_ cause: String, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let reading = account else { return }
        effects.remark(venue, "Binance's account could not be read (\(cause)): reading it again")
        readAccount(reading.since, notBefore: now.steady + .seconds(1), at: now, into: &effects)
    }
}
