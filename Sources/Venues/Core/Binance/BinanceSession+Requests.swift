import Books

extension BinanceSession {
    /// The least time between two snapshots: 1,000 levels weigh 50 of 6,000 a minute.
    static let snapshotSpacing = TimeSpan.milliseconds(500)
    /// The longest time between two snapshots after failures in a row.
    static let snapshotSpacingLimit = TimeSpan.seconds(10)
    /// How long a symbol may be silent after the subscription.
    static let firstEventBound = TimeSpan.seconds(30)
    /// How many levels a side a snapshot is asked for.
    static let snapshotLevels = 1_000

    /// Asks for a snapshot now.
    mutating func requestSnapshot(at now: MonotonicTime, into effects: inout SessionEffects) {
        snapshotDue = nil
        snapshotRequest = request("/api/v3/depth?symbol=\(feed.symbol)&limit=\(Self.snapshotLevels)", into: &effects)
    }

    /// Asks for the symbol's rules.
    mutating func requestListing(into effects: inout SessionEffects) {
        listingRequest = request("/api/v3/exchangeInfo?symbol=\(feed.symbol)", into: &effects)
    }

    /// Takes the answer to a request in; one that is not waited for any more is ignored.
    mutating func answered(
        _ number: RequestNumber,
        _ result: Result<HTTPAnswer, TransportError>,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        if number == snapshotRequest {
            snapshotRequest = nil
            switch result {
            case .success(let answer) where answer.status == 200:
                takeSnapshot(answer.body.span, at: now, into: &effects)
            case .success(let answer):
                let wait = answer.header("Retry-After").flatMap { Int64($0) }.map { TimeSpan.seconds(min($0, 259_200)) }
                snapshotFailed("HTTP status \(answer.status)", retryAfter: wait, at: now, into: &effects)
            case .failure(let error):
                snapshotFailed(error.message, retryAfter: nil, at: now, into: &effects)
            }
        } else if number == listingRequest {
            listingRequest = nil
            listingAnswered(result, at: now, into: &effects)
        }
    }

    /// A snapshot did not come: asks again later, less and less often, and as the venue says where it says so.
    mutating func snapshotFailed(
        _ cause: String,
        retryAfter: TimeSpan?,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        snapshotFailures += 1
        let doubled = Self.snapshotSpacing.nanoseconds << min(snapshotFailures - 1, 6)
        let wait = retryAfter ?? min(TimeSpan(nanoseconds: doubled), Self.snapshotSpacingLimit)
        snapshotDue = now + wait
        effects.acts.append(.note("Binance's snapshot failed (\(cause)): next try in \(wait.milliseconds) ms"))
    }

    /// Does what the session's deadline is for.
    mutating func deadlineReached(at now: MonotonicTime, into effects: inout SessionEffects) {
        if let due = snapshotDue, due <= now { requestSnapshot(at: now, into: &effects) }
        if let due = firstEventDue, due <= now {
            firstEventDue = nil
            let seconds = Self.firstEventBound.milliseconds / 1_000
            let cause = "Binance sent no depth of \(feed.symbol) for \(seconds) s after the subscription"
            effects.acts.append(.disconnect(.refused("\(cause): check the symbol")))
        }
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
        guard case .success(let answer) = result else {
            effects.acts.append(.note("Binance's exchangeInfo did not come: it is asked for at the next connection"))
            return
        }
        switch BinanceListing.find(feed, in: answer.body.span) {
        case .listed(let listing, let isTrading):
            isListed = true
            isHalted = !isTrading
            effects.market.append(.listing(feed.venue, listing))
            if isHalted { effects.market.append(.state(feed.venue, .halted, at: now)) }
        case .refused(let sentence):
            effects.acts.append(.disconnect(.refused(sentence)))
        case .unreadable:
            effects.acts.append(.note("Binance's exchangeInfo answer (HTTP \(answer.status)) cannot be read"))
        }
    }
}
