import Books

/// What Kraken allows of requests, and what is left of it: the smallest tier's numbers, until the venue says more.
///
/// The private REST counter may reach 15 and falls by 0.33 a second; the engine's counter of the pair may reach 60 and
/// falls by 1 a second (Kraken's guides on rate limits, Starter). The private stream says how far the pair's counter may
/// rise: that tells the tier, and with it how fast both counters fall.
struct KrakenBudgets: Sendable {
    /// What a proof costs that an order was never placed: the ended ones twice, the open ones, the trades, and whose they are.
    private static let costOfProof: Int64 = 8
    private static let start = MonotonicTime(nanoseconds: 0)

    private var requests = TokenBucket(capacity: 15, perSecondThousandths: 330, at: start)
    private var pair = DecayingCounter(limit: 60, perSecondThousandths: 1_000, at: start)
    private(set) var pairLimit: Int64 = 60

    /// Takes what a request by REST costs.
    mutating func take(_ job: KrakenJob, at now: MonotonicTime) -> TokenBucket.Outcome {
        guard job.cost > 0 else { return .taken }
        return requests.take(job.cost, for: job.isProtection ? .protection : .newOrder, at: now)
    }

    /// Whether a request leaves enough for a proof that an order was never placed.
    func hasRoom(for job: KrakenJob, at now: MonotonicTime) -> Bool {
        requests.tokens(at: now) >= job.cost + Self.costOfProof
    }

    /// Counts a new order, if there is room for it below the reserve.
    mutating func addOrder(at now: MonotonicTime) -> Bool {
        pair.add(at: now)
    }

    /// Counts a cancellation; it goes out in any case, because the venue's count is the true one.
    mutating func cancel(age: TimeSpan, at now: MonotonicTime) {
        _ = pair.cancel(age: age, at: now)
    }

    /// Takes over how far the venue's counter of the pair may rise, and how fast it falls in that tier.
    mutating func limitPair(to limit: Int64, at now: MonotonicTime) {
        guard (1...1_000_000).contains(limit), limit != pairLimit else { return }
        let rate: Int64 = limit >= 180 ? 3_750 : limit >= 125 ? 2_340 : 1_000
        let count = pair.thousandths(at: now)
        pairLimit = limit
        pair = DecayingCounter(limit: limit, perSecondThousandths: rate, at: now)
        pair.note(thousandths: count, at: now)
        // Intermediate and Pro: 20, which fall by 0.5 and by 1 a second. Two of them are left alone, because requests
        // that left one after the other may arrive closer together.
        guard limit >= 125 else { return }
        let used = requests.size - requests.tokens(at: now)
        requests = TokenBucket(capacity: 18, perSecondThousandths: limit >= 180 ? 1_000 : 500, at: now)
        requests.note(used: used, at: now)
    }

    /// Takes the venue's count of the pair.
    mutating func notePair(thousandths: Int64, at now: MonotonicTime) {
        pair.note(thousandths: thousandths, at: now)
    }

    /// The venue says that nothing is left.
    mutating func exhaustPair(at now: MonotonicTime) {
        pair.note(thousandths: .max, at: now)
    }

    /// The venue says that nothing is left of the requests.
    mutating func exhaustRequests(at now: MonotonicTime) {
        requests.note(used: .max, at: now)
    }
}
