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
        let allowed = max(limits.snapshotsFrom, limits.requestsFrom)
        guard allowed <= now else {
            snapshotDue = allowed
            bar(until: allowed, at: now, into: &effects)
            return
        }
        if isBarred {
            isBarred = false
            effects.market.append(.state(feed.venue, .syncing, at: now))
        }
        limits.snapshotsFrom = now + Self.snapshotSpacing
        snapshotRequest = request("/api/v3/depth?symbol=\(feed.symbol)&limit=\(Self.snapshotLevels)", into: &effects)
    }

    /// Asks for the symbol's rules now or as soon as the venue wants to be asked.
    mutating func wantListing(at now: MonotonicTime, into effects: inout SessionEffects) {
        listingDue = nil
        guard limits.requestsFrom <= now else {
            listingDue = limits.requestsFrom
            return
        }
        listingRequest = request("/api/v3/exchangeInfo?symbol=\(feed.symbol)", into: &effects)
    }

    /// Asks for the venue's time now or as soon as the venue wants to be asked; it weighs 1.
    mutating func wantTime(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard limits.requestsFrom <= now else {
            timeDue = limits.requestsFrom
            return
        }
        timeDue = now + venueClock.nextSpacing
        timeAsked = now
        timeRequests += 1
        guard let endpoint = restBase.replacing(path: "/api/v3/time") else { return }
        let number = RequestNumber(Self.firstTimeRequest + timeRequests)
        timeRequest = (number, now)
        effects.acts.append(.request(number, RESTRequest("GET", endpoint, timeout: .seconds(5))))
    }

    /// Says that the book has to wait because the venue wants no requests for more than a moment.
    private mutating func bar(until: MonotonicTime, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard !isBarred, isConnected, until - now > Self.barredFrom, until == limits.requestsFrom else { return }
        isBarred = true
        effects.market.append(.state(feed.venue, .barred(until: until), at: now))
    }

    /// Questions for the time are numbered apart, so that the others' numbers say how many of them there were.
    private static var firstTimeRequest: UInt64 { 1 << 63 }

    /// A wait up to this is part of an ordinary resync.
    private static var barredFrom: TimeSpan { .milliseconds(1_500) }

    /// Does what the session's deadline is for.
    mutating func deadlineReached(at now: MonotonicTime, into effects: inout SessionEffects) {
        if let due = snapshotDue, due <= now {
            snapshotDue = nil
            wantSnapshot(at: now, into: &effects)
        }
        if let due = listingDue, due <= now { wantListing(at: now, into: &effects) }
        if let due = timeDue, due <= now { wantTime(at: now, into: &effects) }
        if let due = haltDue, due <= now { askForHalt(at: now, into: &effects) }
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
        if case .success(let answer) = result { heed(answer, at: now) }
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
        } else if let asked = timeRequest, number == asked.number {
            timeRequest = nil
            timeAnswered(result, askedAt: asked.sent, at: now)
        } else {
            haltAnswered(number, result, at: now, into: &effects)
        }
    }

    /// Keeps to what an answer says about the venue's limits.
    private mutating func heed(_ answer: HTTPAnswer, at now: MonotonicTime) {
        let wait: TimeSpan
        switch answer.status {
        case 418, 429:
            // Without a word on how long, as long as a class of requests rests otherwise.
            wait = RetryAfter.span(answer.headers) ?? Self.defaultRetryAfter
        default:
            wait = RetryAfter.span(answer.headers) ?? .zero
        }
        limits.requestsFrom = max(limits.requestsFrom, now + wait)
        if answer.status == 418 { limits.bannedUntil = max(limits.bannedUntil, now + wait) }
        if let used = answer.header("X-MBX-USED-WEIGHT-1M").flatMap({ Int64($0) }), used >= Self.weightWarning {
            limits.snapshotsFrom = max(limits.snapshotsFrom, now + Self.snapshotSpacingLimit)
        }
    }

    private static var defaultRetryAfter: TimeSpan { .seconds(10) }
    /// Four fifths of what the venue allows an address a minute.
    private static var weightWarning: Int64 { 4_800 }

    /// Takes the venue's time in, in milliseconds; an answer that has none is no measurement.
    private mutating func timeAnswered(
        _ result: Result<HTTPAnswer, TransportError>,
        askedAt sent: MonotonicTime,
        at now: MonotonicTime
    ) {
        guard case .success(let answer) = result, answer.status == 200,
            let time = BinanceListing.serverTime(in: answer.body.span)
        else { return }
        venueClock.take(sent: sent, heard: now, stamp: time, resolution: .milliseconds(1))
        if isConnected { timeDue = now + venueClock.nextSpacing }
    }

    /// A snapshot did not come: asks again later, less and less often, and not before the venue wants to be asked.
    mutating func snapshotFailed(_ cause: String, at now: MonotonicTime, into effects: inout SessionEffects) {
        snapshotFailures += 1
        let doubled = Self.snapshotSpacing.nanoseconds << min(snapshotFailures - 1, 6)
        let wait = min(TimeSpan(nanoseconds: doubled), Self.snapshotSpacingLimit)
        limits.snapshotsFrom = max(limits.snapshotsFrom, now + wait)
        let due = max(limits.snapshotsFrom, limits.requestsFrom)
        snapshotDue = due
        bar(until: due, at: now, into: &effects)
        let pause = (due - now).milliseconds
        effects.acts.append(.note("Binance's snapshot failed (\(cause)): next try in \(pause) ms"))
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
                setHalt(isTrading ? halt.subtracting(.symbol) : halt.union(.symbol), at: now, into: &effects)
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
        if isConnected { listingDue = max(now + Self.listingSpacing, limits.requestsFrom) }
        let pause = Self.listingSpacing.milliseconds / 1_000
        effects.acts.append(.note("Binance's exchangeInfo failed (\(failure)): next try in \(pause) s or later"))
    }
}
