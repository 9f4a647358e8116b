import Books

/// What Kraken is asked, and how.
extension KrakenExecution {
    /// The least time ahead that the venue takes for a deadline.
    private static var shortestDeadline: TimeSpan { .milliseconds(500) }
    /// The most.
    private static var longestDeadline: TimeSpan { .seconds(60) }
    /// How long an answer to a question is waited for.
    private static var answerBound: TimeSpan { .seconds(10) }
    /// How long an order is remembered that gets no answer; the trader has long made up its mind by then.
    private static var orderBound: TimeSpan { .seconds(300) }
    /// How many requests wait at most, but for cancellations: what is more is said and not asked.
    private static var waitingLimit: Int { 200 }
    /// After how long without an answer a cancellation goes by REST as well: a stream that is half-open takes it and says
    /// nothing, and is found out only after many times as long.
    private static var detourAfter: TimeSpan { .seconds(1) }
    /// How long a cancellation by REST waits for others: the next one could go only when this one was answered.
    private static var gatheringSpan: TimeSpan { .milliseconds(5) }
    /// How many orders one request can cancel.
    private static var batchLimit: Int { 50 }

    // MARK: - New orders

    /// Makes the bytes of a new order, once; or says why not one of them leaves.
    mutating func submit(_ request: OrderRequest, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard orders.submit(request, at: now.steady, venueTime: now.time(by: clock.estimate)) else {
            effects.remark(venue, "the order \(request.id.text) was given to Kraken's client twice and sent once")
            return
        }
        let left = request.expiresAt - now.steady
        guard stage == .ready, let token else {
            effects.events.append(.evidence(venue, request.id, .notStarted(.noConnection)))
            return
        }
        guard left >= Self.shortestDeadline, requestsFrom <= now.steady, budgets.addOrder(at: now.steady) else {
            effects.events.append(.evidence(venue, request.id, .notStarted(.late)))
            return
        }
        let end = ClockReading(
            steady: now.steady + min(left, Self.longestDeadline),
            wall: WallTime(nanoseconds: now.wall.nanoseconds + min(left, Self.longestDeadline).nanoseconds)
        )
        var deadline: [UInt8] = []
        RFC3339.append(end.time(by: clock.estimate), fractionDigits: 3, to: &deadline)
        let number = requests.add(.place(request), isStreamed: true, at: now.steady, bound: Self.orderBound)
        let members = [
            #""order_type":"limit""#,
            #""side":"\#(request.side == .buy ? "buy" : "sell")""#,
            #""symbol":"\#(feed.symbol)""#,
            #""order_qty":\#(WireAmount.text(request.quantity.units, feed.instrument.quantityUnit))"#,
            #""limit_price":\#(WireAmount.text(request.limit.units, feed.instrument.priceUnit))"#,
            #""time_in_force":"\#(request.timeInForce == .immediateOrCancel ? "ioc" : "gtc")""#,
            #""cl_ord_id":"\#(request.id.text)""#,
            // What would trade with an order of our own ends instead.
            #""stp_type":"cancel_newest""#,
            #""deadline":"\#(String(decoding: deadline, as: UTF8.self))""#,
            #""token":"\#(token)""#,
        ]
        let text = #"{"method":"add_order","params":{\#(members.joined(separator: ","))},"req_id":\#(number)}"#
        effects.acts.append(.sendOrder(request.id, Array(text.utf8)))
    }

    // MARK: - Everything else

    /// Asks as soon as it is its turn, and the budget and the venue allow it; a cancellation that `isAlone` goes into no
    /// request with others, and one that is a detour goes by REST in any case.
    mutating func ask(
        _ job: KrakenJob,
        notBefore: MonotonicTime? = nil,
        isAlone: Bool = false,
        isDetour: Bool = false,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard !waiting.contains(where: { $0.job == job }), !joins(job, isAlone, isDetour) else { return }
        guard makeRoom(for: job, into: &effects) else { return }
        var from = notBefore ?? now.steady
        if job.cancelled != nil, isDetour || !hasStream { from = from + Self.gatheringSpan }
        waiting.append(Waiting(job: job, notBefore: from, isAlone: isAlone, isDetour: isDetour))
        pump(at: now, into: &effects)
    }

    /// Whether a cancellation of the same order waits already, which becomes the newer one of the two.
    private mutating func joins(_ job: KrakenJob, _ isAlone: Bool, _ isDetour: Bool) -> Bool {
        guard let question = job.cancelled else { return false }
        for index in waiting.indices {
            guard let other = waiting[index].job.cancelled, other.id == question.id else { continue }
            // The newer one need not wait for the way that the older one has to take.
            if waiting[index].isDetour, !isDetour, hasStream { continue }
            if other.number < question.number { waiting[index].job = job }
            waiting[index].isAlone = waiting[index].isAlone || isAlone
            waiting[index].isDetour = waiting[index].isDetour || isDetour
            return true
        }
        return false
    }

    /// Whether there is room for one more that waits.
    ///
    /// A cancellation takes risk away, so it always finds some: a question is asked again by whoever wants to know.
    private mutating func makeRoom(for job: KrakenJob, into effects: inout ExecutionEffects) -> Bool {
        guard waiting.count >= Self.waitingLimit else { return true }
        let isCancel = !job.allCancelled.isEmpty
        let oldest = isCancel ? waiting.firstIndex(where: \.job.isQuestion) : nil
        let dropped = oldest.map { waiting[$0].job } ?? (isCancel ? nil : job)
        if let oldest { waiting.remove(at: oldest) }
        if let dropped {
            effects.remark(venue, "too many requests wait for Kraken's limits: \(dropped.name) was dropped")
        }
        return isCancel
    }

    /// When a request that waits may go at the earliest; what waits for the one under way goes when that is answered.
    var waitingDeadline: MonotonicTime? {
        waiting.filter { underway == nil || !needsTurn($0) }.map { max($0.notBefore, requestsFrom) }.min()
    }

    /// Sends what may be sent by now, in the order of its rank.
    mutating func pump(at now: ClockReading, into effects: inout ExecutionEffects) {
        guard requestsFrom <= now.steady else { return }
        sendCancels(at: now, into: &effects)
        var kept: [Waiting] = []
        // The sort is stable in effect: equal ranks keep the order in which they came.
        let ordered = waiting.enumerated().sorted { left, right in
            (left.element.job.rank, left.offset) < (right.element.job.rank, right.offset)
        }
        waiting.removeAll()
        for (_, item) in ordered {
            guard item.notBefore <= now.steady, !(needsTurn(item) && underway != nil) else {
                kept.append(item)
                continue
            }
            if isStreamable(item) {
                stream(item.job, at: now, into: &effects)
                continue
            }
            guard item.job.path != nil else { continue }
            switch budgets.take(item.job, at: now.steady) {
            case .taken: request(item.job, at: now, into: &effects)
            case .wait(let span): kept.append(Waiting(job: item.job, notBefore: now.steady + span))
            case .never: kept.append(Waiting(job: item.job, notBefore: now.steady + .seconds(1)))
            }
        }
        waiting = kept + waiting
    }

    /// Sends the cancellations that go by REST, as many at once as one request takes.
    private mutating func sendCancels(at now: ClockReading, into effects: inout ExecutionEffects) {
        guard underway == nil else { return }
        let due = waiting.filter { $0.job.cancelled != nil && $0.notBefore <= now.steady && !isStreamable($0) }
        guard let first = due.first else { return }
        let batch = first.isAlone ? [first] : Array(due.filter { !$0.isAlone }.prefix(Self.batchLimit))
        waiting.removeAll { item in batch.contains { $0.job == item.job } }
        request(batch.count == 1 ? first.job : .cancels(batch.compactMap(\.job.cancelled)), at: now, into: &effects)
    }

    /// Whether orders and cancellations go over the stream.
    private var hasStream: Bool { stage == .ready && token != nil }

    private func needsTurn(_ item: Waiting) -> Bool {
        item.job != .assets && !isStreamable(item)
    }

    private func isStreamable(_ item: Waiting) -> Bool {
        switch item.job {
        case .cancel where item.isDetour: false
        case .ping: stage != .down
        case .executions, .balances: token != nil
        case .cancel, .deadMansSwitch: hasStream
        default: false
        }
    }

    // MARK: - The stream

    private mutating func stream(_ job: KrakenJob, at now: ClockReading, into effects: inout ExecutionEffects) {
        let number = requests.add(
            job,
            isStreamed: true,
            at: now.steady,
            bound: Self.answerBound,
            repeatAfter: job.cancelled == nil ? nil : Self.detourAfter
        )
        let token = token ?? ""
        let text: String
        switch job {
        case .ping:
            text = #"{"method":"ping","req_id":\#(number)}"#
        case .executions:
            let wishes = #""snap_orders":true,"snap_trades":true,"order_status":true,"ratecounter":true"#
            text =
                #"{"method":"subscribe","params":{"channel":"executions",\#(wishes),"token":"\#(token)"},"req_id":\#(number)}"#
        case .balances:
            text =
                #"{"method":"subscribe","params":{"channel":"balances","snapshot":true,"token":"\#(token)"},"req_id":\#(number)}"#
        case .cancel(let question):
            count(question, at: now)
            text =
                #"{"method":"cancel_order","params":{"cl_ord_id":["\#(question.id.text)"],"token":"\#(token)"},"req_id":\#(number)}"#
        case .deadMansSwitch(let seconds):
            text =
                #"{"method":"cancel_all_orders_after","params":{"timeout":\#(seconds),"token":"\#(token)"},"req_id":\#(number)}"#
        default:
            return
        }
        effects.acts.append(.send(Array(text.utf8)))
    }

    /// Counts a cancellation, which costs by the order's age.
    private mutating func count(_ question: OrderQuestion, at now: ClockReading) {
        let age = orders.sent(question.id).map { now.steady - $0.at } ?? .seconds(3_600)
        budgets.cancel(age: age, at: now.steady)
    }

    /// Subscribes the private stream anew after a gap, with the last fills.
    mutating func resubscribe(
        _ channel: String,
        _ job: KrakenJob,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        let text =
            #"{"method":"unsubscribe","params":{"channel":"\#(channel)","token":"\#(token ?? "")"}}"#
        effects.acts.append(.send(Array(text.utf8)))
        ask(job, at: now, into: &effects)
    }

    // MARK: - REST

    private mutating func request(_ job: KrakenJob, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let path = job.path, let endpoint = restBase.replacing(path: path) else { return }
        let job = job.asked(at: now.steady)
        let number = requests.add(job, isStreamed: false, at: now.steady, bound: Self.answerBound)
        if job == .openOrders { account?.askedAt = now.steady }
        guard job != .assets else {
            effects.acts.append(.request(RequestNumber(number), RESTRequest("GET", endpoint, timeout: .seconds(5))))
            return
        }
        underway = number
        let (nonce, reservation) = nonces.next(at: now.wall)
        if let reservation { effects.acts.append(.reserveNonces(reservation)) }
        let (body, type) = content(of: job, nonce: nonce)
        let headers = [
            HTTPHeader("API-Key", signer.key),
            HTTPHeader("API-Sign", KrakenSigning.sign(path: path, nonce: nonce, body: body, by: signer)),
            HTTPHeader("Content-Type", type),
        ]
        for question in job.allCancelled { count(question, at: now) }
        effects.acts.append(
            .request(
                RequestNumber(number),
                RESTRequest("POST", endpoint, headers: headers, body: body, timeout: .seconds(5))
            )
        )
    }

    /// The body of a private request, and its type: a form, but JSON where there is a list.
    private func content(of job: KrakenJob, nonce: UInt64) -> (body: [UInt8], type: String) {
        if case .cancels(let questions) = job {
            let names = questions.map { "\"\($0.id.text)\"" }.joined(separator: ",")
            return (Array(#"{"nonce":\#(nonce),"cl_ord_ids":[\#(names)]}"#.utf8), "application/json")
        }
        let text = (["nonce=\(nonce)"] + fields(of: job)).joined(separator: "&")
        return (Array(text.utf8), "application/x-www-form-urlencoded")
    }

    private func fields(of job: KrakenJob) -> [String] {
        switch job {
        case .cancel(let question):
            ["cl_ord_id=\(question.id.text)"]
        case .searchOpen(let search):
            search.name.map { ["cl_ord_id=\($0.text)"] } ?? []
        case .searchEnded(let search):
            search.name.map { ["cl_ord_id=\($0.text)"] } ?? [start(earliest(of: search.wanted)), "ofs=\(search.rows)"]
        case .deadMansSwitch(let seconds):
            ["timeout=\(seconds)"]
        case .namedOrder(_, let name):
            ["txid=\(name)"]
        case .identify(let names):
            ["txid=\(names.joined(separator: ","))"]
        case .trades(let read):
            [start(read.since), "ofs=\(read.rows)"]
        case .fee:
            ["pair=\(assets?.pair(feed.instrument) ?? feed.symbol)"]
        case .ping, .executions, .balances, .place, .cancels, .token, .assets, .list, .openOrders, .balance:
            []
        }
    }

    /// From when on a history is wanted: in whole seconds, and one before, because the venue takes what is after the time.
    private func start(_ time: WallTime?) -> String {
        "start=\(max(0, (time?.nanoseconds ?? 0) / 1_000_000_000 - 1))"
    }

    // MARK: - Questions of several steps

    /// Asks where an order stands: by the venue's name where that is known, else among the open and the ended ones.
    ///
    /// While such a question about the order is on its way another one tells nothing more, and takes from the budget what
    /// the first one needs to come to its end. One that waits is taken together with others that wait.
    mutating func query(_ question: OrderQuestion, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard !isAsked({ $0.asksStanding(of: question.id) }), !isBeingIdentified(question.id) else { return }
        if let name = orders.venueOrderID(of: question.id) {
            ask(.namedOrder(question, name), at: now, into: &effects)
        } else if !question.isEarly || isWorthAsking(question, at: now.steady) {
            // What cannot stand is looked for among the open ones once, by the question that is to prove its absence.
            let amongOpen = question.canStand || question.wantsTrades
            search(KrakenSearch(question), amongOpen: amongOpen, at: now, into: &effects)
        }
    }

    /// Whether an order is asked about that may still arrive.
    ///
    /// The answer proves only that it is there, which the private stream tells as well, so what the proof of its absence
    /// will cost is left untouched. Of an earlier start's orders the stream's snapshot has told what they did of late.
    private func isWorthAsking(_ question: OrderQuestion, at now: MonotonicTime) -> Bool {
        orders.sent(question.id) != nil && budgets.hasRoom(for: KrakenJob.searchEnded(KrakenSearch(question)), at: now)
    }

    /// Whether a request that `isWanted` waits, or is on its way.
    func isAsked(_ isWanted: (KrakenJob) -> Bool) -> Bool {
        waiting.contains { isWanted($0.job) } || requests.contains(where: isWanted)
    }

    /// Whether an order was not found, and it is being asked whose the trades are that may be its own.
    private func isBeingIdentified(_ id: ClientOrderID) -> Bool {
        guard let pendingAbsence, KrakenJob.trades(pendingAbsence).asksStanding(of: id) else { return false }
        return isAsked { if case .identify = $0 { true } else { false } }
    }

    /// Asks for an order's trades, and first for the venue's name of it where that is not known.
    mutating func fetchTrades(_ question: OrderQuestion, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard !isAsked({ $0.tradesWanted == question.id }) else { return }
        guard let name = orders.venueOrderID(of: question.id), let since = tradesFrom(question) else {
            ask(.searchOpen(KrakenSearch(question, for: .trades)), at: now, into: &effects)
            return
        }
        ask(.trades(KrakenTradesRead(purpose: .order(question, name), since: since)), at: now, into: &effects)
    }

    // MARK: - The dead man's switch

    /// Winds the switch up, or switches it off.
    ///
    /// Nothing here does it by the clock: a trader that hangs must not be taken for one that lives.
    mutating func setSwitch(at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let span = switchSpan else {
            ask(.deadMansSwitch(seconds: 0), at: now, into: &effects)
            return
        }
        // Without a stream it is left to go off: that is what it is for.
        guard stage == .ready else { return }
        ask(.deadMansSwitch(seconds: min(max(span.milliseconds / 1_000, 1), 86_399)), at: now, into: &effects)
    }
}
