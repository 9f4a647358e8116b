import Books

extension BinanceSession {
    /// The least time between two snapshots: 1,000 levels weigh 50 of 6,000 a minute, so half of that is spent at most.
    static let snapshotSpacing = TimeSpan.seconds(1)
    /// The longest time between two snapshots after failures in a row.
    static let snapshotSpacingLimit = TimeSpan.seconds(10)
    /// The time between two requests for the symbol's rules.
    static let listingSpacing = TimeSpan.seconds(30)
    /// How long a symbol may be silent after the subscription; shorter than the silence of a dead connection, which
    /// would be blamed otherwise.
    static let firstEventBound = TimeSpan.seconds(4)
    /// How many levels a side a snapshot is asked for.
    static let snapshotLevels = 1_000

    // MARK: - Asking

    /// Asks for a snapshot now or as soon as the venue's budget allows, unless one is on its way already.
    mutating func wantSnapshot(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard snapshotRequest == nil, snapshotDue == nil else { return }
        let allowed = max(snapshotAllowed, quietUntil)
        guard allowed <= now else {
            snapshotDue = allowed
            return
        }
        snapshotAllowed = now + Self.snapshotSpacing
        snapshotRequest = request("/api/v3/depth?symbol=\(feed.symbol)&limit=\(Self.snapshotLevels)", into: &effects)
    }

    /// Asks for the symbol's rules now or as soon as the venue wants to be asked.
    mutating func wantListing(at now: MonotonicTime, into effects: inout SessionEffects) {
        listingDue = nil
        guard quietUntil <= now else {
            listingDue = quietUntil
            return
        }
        listingRequest = request("/api/v3/exchangeInfo?symbol=\(feed.symbol)", into: &effects)
    }

    /// Does what the session's deadline is for.
    mutating func deadlineReached(at now: MonotonicTime, into effects: inout SessionEffects) {
        if let due = snapshotDue, due <= now {
            snapshotDue = nil
            wantSnapshot(at: now, into: &effects)
        }
        if let due = listingDue, due <= now { wantListing(at: now, into: &effects) }
        if let due = firstEventDue, due <= now {
            firstEventDue = nil
            let seconds = Self.firstEventBound.milliseconds / 1_000
            let cause = "Binance sent no depth of \(feed.symbol) for \(seconds) s after the subscription"
            effects.acts.append(.disconnect(.refused("\(cause): check the symbol")))
        }
    }

    // MARK: - Answers

    /// Takes the answer to a request in; one that is not waited for any more is ignored but for its `Retry-After`.
    mutating func answered(
        _ number: RequestNumber,
        _ result: Result<HTTPAnswer, TransportError>,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        if case .success(let answer) = result, let wait = Self.retryAfter(answer) {
            quietUntil = max(quietUntil, now + wait)
        }
        if number == snapshotRequest {
            snapshotRequest = nil
            switch result {
            case .success(let answer) where answer.status == 200:
                takeSnapshot(answer.body.span, at: now, into: &effects)
            case .success(let answer):
                snapshotFailed("HTTP status \(answer.status)", at: now, into: &effects)
            case .failure(let error):
                snapshotFailed(error.message, at: now, into: &effects)
            }
        } else if number == listingRequest {
            listingRequest = nil
            listingAnswered(result, at: now, into: &effects)
        }
    }

    /// A snapshot did not come: asks again later, less and less often, and not before the venue wants to be asked.
    mutating func snapshotFailed(_ cause: String, at now: MonotonicTime, into effects: inout SessionEffects) {
        snapshotFailures += 1
        let doubled = Self.snapshotSpacing.nanoseconds << min(snapshotFailures - 1, 6)
        let wait = min(TimeSpan(nanoseconds: doubled), Self.snapshotSpacingLimit)
        snapshotAllowed = max(snapshotAllowed, now + wait)
        let due = max(snapshotAllowed, quietUntil)
        snapshotDue = due
        let pause = (due - now).milliseconds
        effects.acts.append(.note("Binance's snapshot failed (\(cause)): next try in \(pause) ms"))
    }

    /// How long the venue wants to be left alone; at most three days, the longest ban that it knows.
    private static func retryAfter(_ answer: HTTPAnswer) -> TimeSpan? {
        guard let seconds = answer.header("Retry-After").flatMap({ Int64($0) }) else { return nil }
        return .seconds(min(max(seconds, 0), 259_200))
    }

    private mutating func request(_ path: String, into effects: inout SessionEffects) -> RequestNumber? {
        guard let endpoint = restBase.replacing(path: path) else { return nil }
        lastRequest += 1
        let number = RequestNumber(lastRequest)
        effects.acts.append(.request(number, RESTRequest("GET", endpoint, timeout: .seconds(5))))
        return number
    }

    private mutating func listingAnswered(
        _ result: Result<HTTPAnswer, TransportError>,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        let failure: String
        switch result {
        case .failure(let error):
            failure = error.message
        case .success(let answer):
            switch BinanceListing.find(feed, in: answer.body.span) {
            case .listed(let listing, let isTrading):
                isListed = true
                effects.market.append(.listing(feed.venue, listing))
                setHalted(!isTrading, at: now, into: &effects)
                return
            case .refused(let sentence):
                effects.acts.append(.disconnect(.refused(sentence)))
                return
            case .failed(let words):
                failure = words
            case .unreadable:
                failure = "HTTP status \(answer.status), an answer that cannot be read"
            }
        }
        if isConnected { listingDue = max(now + Self.listingSpacing, quietUntil) }
        let pause = Self.listingSpacing.milliseconds / 1_000
        effects.acts.append(.note("Binance's exchangeInfo failed (\(failure)): next try in \(pause) s or later"))
    }

    /// Follows the venue's word on whether the symbol is traded; while it is not, the word is asked for again.
    private mutating func setHalted(_ halted: Bool, at now: MonotonicTime, into effects: inout SessionEffects) {
        let wasHalted = isHalted
        isHalted = halted
        guard isConnected else { return }
        if halted {
            listingDue = now + Self.listingSpacing
            // A halted market is silent for long.
            firstEventDue = nil
            effects.market.append(.state(feed.venue, .halted, at: now))
        } else if wasHalted {
            // What stood during the halt is no measure of the market after it.
            resync(.requested, at: now, into: &effects)
        }
    }
}
