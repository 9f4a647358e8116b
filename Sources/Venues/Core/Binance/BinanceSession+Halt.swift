import Books

/// How a halt of Binance is found out: nothing on the stream says so.
///
/// The venue tells it by REST alone: a symbol's `status` in `exchangeInfo` (`HALT`, `BREAK`, `CANCEL_ONLY`, …), and
/// `/sapi/v1/system/status` for maintenance of the whole venue. Both are asked when the stream has been silent for three
/// seconds, and once a minute otherwise, because a market that only takes cancellations is not silent.
extension BinanceSession {
    /// Why the market is halted.
    struct HaltReasons: OptionSet, Sendable {
        let rawValue: UInt8
        /// The symbol is not traded.
        static let symbol = HaltReasons(rawValue: 1)
        /// The venue is in maintenance.
        static let system = HaltReasons(rawValue: 2)
        /// The stream is silent and the venue answers questions with errors of its own (HTTP 5xx).
        static let unanswered = HaltReasons(rawValue: 4)
    }

    /// Whether the market is halted, for any reason.
    var isHalted: Bool { !halt.isEmpty }

    /// When the venue is asked next whether the market is halted; nil without a connection.
    var haltDue: MonotonicTime? {
        guard isConnected, haltRequests.isEmpty else { return nil }
        let spacing = isHalted ? Self.haltedSpacing : Self.silentSpacing
        let silent = max(lastEventAt + Self.silenceBound, haltAskedAt + spacing)
        return max(min(silent, haltAskedAt + Self.routineSpacing), limits.requestsFrom)
    }

    /// Asks whether the symbol is traded and the venue works: weights 20 and 1 of 6,000 a minute.
    mutating func askForHalt(at now: MonotonicTime, into effects: inout SessionEffects) {
        haltAskedAt = now
        for (question, path) in [
            (HaltReasons.symbol, "/api/v3/exchangeInfo?symbol=\(feed.symbol)"),
            (.system, "/sapi/v1/system/status"),
        ] {
            guard let endpoint = restBase.replacing(path: path) else { continue }
            haltQuestions += 1
            let number = RequestNumber(Self.firstHaltRequest + haltQuestions)
            haltRequests.append((number, question))
            effects.acts.append(.request(number, RESTRequest("GET", endpoint, timeout: .seconds(5))))
        }
    }

    /// Takes the answer to such a question in.
    mutating func haltAnswered(
        _ number: RequestNumber,
        _ result: Result<HTTPAnswer, TransportError>,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        guard let index = haltRequests.firstIndex(where: { $0.number == number }) else { return }
        let question = haltRequests.remove(at: index).question
        guard case .success(let answer) = result else { return }
        var reasons = halt
        switch question {
        case .symbol:
            if case .listed(let listing, let isTrading) = BinanceListing.find(feed, in: answer.body.span) {
                effects.market.append(.listing(feed.venue, listing))
                reasons.remove(.unanswered)
                if isTrading { reasons.remove(.symbol) } else { reasons.insert(.symbol) }
            } else if answer.status >= 500, now - lastEventAt >= Self.silenceBound {
                reasons.insert(.unanswered)
            }
        default:
            guard let isWorking = BinanceListing.isWorking(answer.body.span) else { return }
            if isWorking { reasons.remove(.system) } else { reasons.insert(.system) }
        }
        setHalt(reasons, at: now, into: &effects)
    }

    /// Notes that something happened on the market: one that was halted may trade again, which is asked at once.
    mutating func noteEvent(at now: MonotonicTime, into effects: inout SessionEffects) {
        lastEventAt = now
        guard isHalted, haltRequests.isEmpty, limits.requestsFrom <= now, now - haltAskedAt >= Self.hurriedSpacing
        else {
            return
        }
        askForHalt(at: now, into: &effects)
    }

    /// Follows the venue's word on whether the market is halted.
    mutating func setHalt(_ reasons: HaltReasons, at now: MonotonicTime, into effects: inout SessionEffects) {
        let before = halt
        halt = reasons
        guard isConnected, before != reasons else { return }
        if isHalted {
            if reasons.contains(.symbol) { effects.acts.append(.note("Binance does not trade \(feed.symbol) now")) }
            if reasons.contains(.system) { effects.acts.append(.note("Binance is in maintenance")) }
            if reasons.contains(.unanswered) {
                effects.acts.append(.note("Binance is silent and answers with errors of its own: taken for a halt"))
            }
            // A halted market is silent for long.
            firstEventDue = nil
            if before.isEmpty { effects.market.append(.state(feed.venue, .halted, at: now)) }
        } else {
            // What stood during the halt is no measure of the market after it.
            resync(.requested, at: now, into: &effects)
        }
    }

    /// After how long without an event of the market the venue is asked.
    private static var silenceBound: TimeSpan { .seconds(3) }
    /// The time between two questions while the market is silent.
    static var silentSpacing: TimeSpan { .seconds(30) }
    /// The time between two questions while it is halted.
    private static var haltedSpacing: TimeSpan { .seconds(10) }
    /// The time between two questions while it moves.
    private static var routineSpacing: TimeSpan { .seconds(60) }
    /// The time between two questions while a halted market moves.
    private static var hurriedSpacing: TimeSpan { .seconds(1) }
    /// These questions are numbered apart, below those for the time.
    private static var firstHaltRequest: UInt64 { 1 << 62 }
}
