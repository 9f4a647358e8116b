import Books

/// What Kraken's answers mean.
extension KrakenExecution {
    /// How long a lockout lasts that the venue calls temporary.
    private static var lockout: TimeSpan { .seconds(900) }
    private static var defaultPause: TimeSpan { .seconds(10) }
    /// How long after the start, and how often at most, it is asked what a trade costs.
    private static var feeDelay: TimeSpan { .seconds(10) }
    private static var feeSpacing: TimeSpan { .seconds(3_600) }
    /// How often nonces are moved up at most: a program that goes on using the key must not drive them away.
    private static var nonceSpacing: TimeSpan { .seconds(10) }

    /// Takes an answer by REST in.
    mutating func answered(
        _ number: UInt64,
        _ result: Result<HTTPAnswer, TransportError>,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        if underway == number { underway = nil }
        switch result {
        case .success(let answer):
            take(KrakenReply(answer), to: number, at: now, into: &effects)
        case .failure(let error):
            if let entry = requests.take(number), !isOutdated(entry) {
                failed(
                    entry.job,
                    error.step == .timeout ? "no answer in time" : "the request failed",
                    at: now,
                    into: &effects
                )
            }
        }
        pump(at: now, into: &effects)
    }

    /// Takes an answer in, whichever way it came; one that nothing waits for only bars.
    mutating func take(
        _ reply: KrakenReply,
        to number: UInt64?,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        heed(reply, at: now, into: &effects)
        guard let entry = number.flatMap({ requests.take($0) }), !isOutdated(entry) else { return }
        // What the stream has answered need not be asked by REST any more.
        if entry.isStreamed, let answered = entry.job.cancelled {
            waiting.removeAll { $0.isDetour && $0.job.cancelled?.id == answered.id }
        }
        if !entry.isStreamed, reply.error.hasPrefix("EAPI:Invalid nonce"), canSkipNonces(at: now.steady) {
            return skipNonces(for: entry.job, at: now, into: &effects)
        }
        switch entry.job {
        case .ping: break
        case .executions: subscribed(reply, at: now, into: &effects)
        case .balances:
            if !reply.isSuccess { effects.remark(venue, "Kraken refuses its balances: \(reply.words)") }
        case .place(let request): placed(request, reply, askedAt: entry.askedAt, at: now, into: &effects)
        case .cancel(let question): cancelled([question], reply, into: &effects)
        case .cancels(let questions): cancelledTogether(questions, reply, at: now, into: &effects)
        case .deadMansSwitch(let seconds): switchSet(seconds, reply, at: now, into: &effects)
        case .token: tokenAnswered(reply, at: now, into: &effects)
        case .assets: assetsAnswered(reply, at: now, into: &effects)
        case .searchOpen(let search): opened(search, reply, at: now, into: &effects)
        case .searchEnded(let search): ended(search, reply, at: now, into: &effects)
        case .namedOrder(let question, let name):
            named(question, name, reply, askedAt: entry.askedAt, at: now, into: &effects)
        case .identify(let names): identified(names, reply, at: now, into: &effects)
        case .trades(let read): page(read, reply, at: now, into: &effects)
        case .list: listed(reply, askedAt: entry.askedAt, at: now, into: &effects)
        case .openOrders: openOrders(reply, at: now, into: &effects)
        case .balance: balance(reply, at: now, into: &effects)
        case .fee: fee(reply, at: now, into: &effects)
        }
    }

    /// Keeps to what an answer says about the venue's limits.
    private mutating func heed(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        var pause: TimeSpan?
        if reply.status == 429 || reply.error.hasPrefix("EGeneral:Too many requests") {
            pause = reply.pause ?? Self.defaultPause
        } else if reply.error.hasPrefix("EGeneral:Temporary lockout") {
            pause = Self.lockout
        } else if reply.error.hasPrefix("EService:Throttled:") {
            let until = TradeTime.seconds(String(reply.error.dropFirst("EService:Throttled:".utf8.count)))
            let span = until?.nanoseconds.subtractingReportingOverflow(now.time(by: clock.estimate).nanoseconds)
            pause =
                span.map { min(max(TimeSpan(nanoseconds: $0.overflow ? 0 : $0.partialValue), .zero), Self.lockout) }
                ?? Self.defaultPause
        } else if reply.error.hasPrefix("EAPI:Rate limit exceeded") {
            budgets.exhaustRequests(at: now.steady)
        } else if reply.error.hasPrefix("EOrder:Rate limit exceeded")
            || reply.error.hasPrefix("EOrder:Domain rate limit exceeded")
        {
            budgets.exhaustPair(at: now.steady)
        }
        guard let pause, pause > .zero else { return }
        requestsFrom = max(requestsFrom, now.steady + pause)
        effects.verdicts.append(.barred(until: requestsFrom))
    }

    private func canSkipNonces(at now: MonotonicTime) -> Bool {
        noncesSkippedAt.map { now - $0 >= Self.nonceSpacing } ?? true
    }

    /// The venue has seen a higher number, from the sentinel or another program with the key: ours go on above.
    ///
    /// What was refused for it is asked for again, by REST: nothing is asked for there that does harm twice.
    private mutating func skipNonces(for job: KrakenJob, at now: ClockReading, into effects: inout ExecutionEffects) {
        noncesSkippedAt = now.steady
        nonces.skip()
        effects.remark(venue, "Kraken refuses a nonce, as another process used this key: going on above its numbers")
        ask(job, isDetour: true, at: now, into: &effects)
    }

    /// A request came to nothing: it tells nothing about an order.
    mutating func failed(
        _ job: KrakenJob,
        _ cause: String,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch job {
        case .token:
            // One that was asked for over an earlier connection says nothing of this one.
            guard stage == .authorizing, !isAsked({ $0 == .token }) else { return }
            effects.verdicts.append(.lost(.closedByVenue("no token for the private stream: \(cause)")))
        case .openOrders, .balance:
            accountFailed(cause, at: now, into: &effects)
        case .trades(let read):
            tradesFailed(read, cause, at: now, into: &effects)
        case .assets:
            if stage != .down { ask(.assets, notBefore: now.steady + .seconds(10), at: now, into: &effects) }
        default:
            effects.remark(venue, "Kraken's \(job.name) came to nothing: \(cause)")
        }
    }

    // MARK: - The connection

    private mutating func tokenAnswered(
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard stage == .authorizing else { return }
        if reply.error.hasPrefix("EAPI:Rate limit exceeded") {
            // The connection is kept, and the budget says when the token may be asked for again.
            return ask(.token, at: now, into: &effects)
        }
        if let token = reply.result?["token"]?.string, reply.isSuccess, Self.isPlain(token) {
            self.token = token
            stage = .subscribing
            streamed = KrakenStreamAccount(askedAt: now.steady)
            ask(.executions, at: now, into: &effects)
            ask(.balances, at: now, into: &effects)
            return
        }
        refuse(reply, "no token for the private stream", into: &effects)
    }

    /// The venue refuses the private stream: for ever if it refuses the key, else until the next connection.
    private func refuse(_ reply: KrakenReply, _ what: String, into effects: inout ExecutionEffects) {
        let isPassing = ["EAPI:Invalid nonce", "EAPI:Invalid token", "ESession:"].contains { reply.error.hasPrefix($0) }
        if reply.error.hasPrefix("EAPI:Invalid nonce") {
            effects.remark(
                venue,
                "Kraken refuses a nonce: let no other program use this key, and use one key for each program"
            )
        }
        if !isPassing, case .refused(let refusal) = KrakenVerdict(reply), refusal.kind == .authentication {
            effects.verdicts.append(.refused("Kraken refuses the key: \(refusal.text). Check the key and its rights."))
        } else {
            effects.verdicts.append(.lost(.closedByVenue("\(what): \(reply.words)")))
        }
    }

    private mutating func subscribed(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard stage == .subscribing else { return }
        guard reply.isSuccess else { return refuse(reply, "the private stream was refused", into: &effects) }
        if let limit = reply.result?["maxratecount"]?.integer { budgets.limitPair(to: limit, at: now.steady) }
        stage = .ready
        effects.verdicts.append(.ready)
        if switchSpan != nil { setSwitch(at: now, into: &effects) }
        if assets != nil { askFee(at: now, into: &effects) }
        pump(at: now, into: &effects)
    }

    private mutating func assetsAnswered(
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, let table = reply.result.flatMap({ KrakenAssets($0) }) else {
            return failed(.assets, reply.words, at: now, into: &effects)
        }
        assets = table
        if stage == .ready { askFee(at: now, into: &effects) }
    }

    /// Asks what a trade costs, once what the start needs has been asked: after a restart orders in doubt need the budget.
    private mutating func askFee(at now: ClockReading, into effects: inout ExecutionEffects) {
        if let feeTakenAt, now.steady - feeTakenAt < Self.feeSpacing { return }
        ask(.fee, notBefore: now.steady + Self.feeDelay, at: now, into: &effects)
    }

    private mutating func fee(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard reply.isSuccess, case .object(let pairs)? = reply.result?["fees"],
            // In percent with four decimals, so six decimals of it are the hundred-millionths of the whole.
            let units = WireAmount.parse(pairs.first?.value["fee"]?.decimalText, decimals: 6),
            let rate = FeeRate(units: units)
        else { return }
        feeTakenAt = now.steady
        effects.events.append(.fee(venue, rate))
    }

    private mutating func switchSet(
        _ seconds: Int64,
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess else {
            return effects.remark(venue, "Kraken refuses its dead man's switch: \(reply.words)")
        }
        guard seconds > 0 else { return effects.events.append(.deadMansSwitch(venue, nil)) }
        var span = TimeSpan.seconds(seconds)
        if let current = TradeTime.text(reply.result?["currentTime"]?.string),
            let trigger = TradeTime.text(reply.result?["triggerTime"]?.string), trigger > current
        {
            span = min(span, trigger - current)
        }
        effects.events.append(.deadMansSwitch(venue, now.steady + span))
    }

    /// Whether a text of the venue's can go back to it as it is: into JSON, into a form.
    static func isPlain(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
    }

    // MARK: - Orders

    private mutating func placed(
        _ request: OrderRequest,
        _ reply: KrakenReply,
        askedAt sent: MonotonicTime,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        func tell(_ evidence: OrderEvidence) { effects.events.append(.evidence(venue, request.id, evidence)) }
        guard reply.isSuccess else {
            if reply.error.isEmpty { return tell(.ambiguous(.unreadable)) }
            switch KrakenVerdict(reply) {
            // To a new order it says nothing that the list calls a refusal.
            case .refused(let refusal) where refusal.kind == .notFound: tell(.ambiguous(.venueUnsure))
            case .refused(let refusal):
                tell(.rejected(refusal))
                if reply.error.hasPrefix("EAPI:Invalid token") || reply.error.hasPrefix("ESession:") {
                    effects.verdicts.append(.lost(.closedByVenue("the token has run out: \(reply.words)")))
                }
            case .found:
                tell(.ambiguous(.venueUnsure))
                query(OrderQuestion(id: request.id, venue: venue, number: 0), at: now, into: &effects)
            case .unsure: tell(.ambiguous(.venueUnsure))
            }
            return
        }
        guard let name = reply.result?["order_id"]?.string, KrakenOrder.isName(name),
            reply.result?["cl_ord_id"]?.string.map({ ClientOrderID($0) == request.id }) ?? true
        else { return tell(.ambiguous(.unreadable)) }
        orders.name(request.id, name)
        if let estimate = clock.estimate, let stamp = reply.receivedAt {
            let span = stamp.nanoseconds.subtractingReportingOverflow(estimate.time(at: sent).nanoseconds)
            if !span.overflow, (0...10_000_000_000).contains(span.partialValue) {
                effects.events.append(.oneWay(venue, TimeSpan(nanoseconds: span.partialValue)))
            }
        }
        // Taken in by the gateway, and no more: what becomes of it comes over the private stream.
        tell(.acknowledged(venueOrderID: name))
    }

    /// One answer for several orders: it says how many of them it cancelled, and not which.
    private mutating func cancelledTogether(
        _ questions: [OrderQuestion],
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        if reply.isSuccess {
            guard reply.result?["count"]?.integer != Int64(questions.count) else { return }
            for question in questions { query(question, at: now, into: &effects) }
        } else if case .refused(let refusal) = KrakenVerdict(reply), refusal.kind == .notFound {
            // One of them has ended at least, and all may have been refused for it. They go on by the way that answers.
            for question in questions { ask(.cancel(question), isAlone: true, isDetour: true, at: now, into: &effects) }
        } else {
            cancelled(questions, reply, into: &effects)
        }
    }

    private func cancelled(_ questions: [OrderQuestion], _ reply: KrakenReply, into effects: inout ExecutionEffects) {
        // Taken in, and no more: the order's end comes over the private stream.
        guard !reply.isSuccess else { return }
        guard case .refused(let refusal) = KrakenVerdict(reply) else {
            return effects.remark(venue, "Kraken does not know what became of a cancellation: \(reply.words)")
        }
        for question in questions {
            effects.events.append(.evidence(venue, question.id, .cancelRejected(number: question.number, refusal)))
        }
    }
}
