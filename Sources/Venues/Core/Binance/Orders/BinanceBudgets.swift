import Books

/// What Binance allows of requests, and what is left of it.
///
/// 6,000 units of weight a minute and address; orders a ten seconds and a day and account, read from the answers where
/// they say another number ("Rate limits" of the Binance Spot API documentation).
struct BinanceBudgets: Sendable {
    private static let start = MonotonicTime(nanoseconds: 0)

    private var weight = TokenBucket(capacity: 6_000, perSecondThousandths: 100_000, at: start)
    private var orders = TokenBucket(capacity: 50, perSecondThousandths: 5_000, at: start)
    private var ordersOfDay = TokenBucket(capacity: 160_000, perSecondThousandths: 1_851, at: start)
    private var orderLimit: Int64 = 50
    /// The venue's own count of orders in ten seconds when it was last told.
    private var told: Int64?

    /// Takes what a request costs; nil if it may go, else when it may, or never.
    mutating func take(_ job: BinanceJob, at now: MonotonicTime) -> TokenBucket.Outcome {
        let purpose: TokenBucket.Purpose = job.isProtection ? .protection : .newOrder
        if case .place = job {
            for outcome in [
                orders.outcome(of: 1, for: .newOrder, at: now), ordersOfDay.outcome(of: 1, for: .newOrder, at: now),
            ]
            where outcome != .taken { return outcome }
            guard weight.outcome(of: job.weight, for: purpose, at: now) == .taken else {
                return weight.outcome(of: job.weight, for: purpose, at: now)
            }
            _ = orders.take(1, for: .newOrder, at: now)
            _ = ordersOfDay.take(1, for: .newOrder, at: now)
        }
        return weight.take(job.weight, for: purpose, at: now)
    }

    /// Takes the venue's own counts out of an answer of the WebSocket API; how many orders it counts, if that is news.
    mutating func note(_ limits: JSONValue?, at now: MonotonicTime) -> (count: Int64, limit: Int64)? {
        var news: (count: Int64, limit: Int64)?
        for limit in limits?.array ?? [] {
            guard let count = limit["count"]?.integer, count >= 0, let number = limit["intervalNum"]?.integer,
                let interval = limit["interval"]?.string, let most = limit["limit"]?.integer,
                (1...1_000_000).contains(most)
            else { continue }
            switch (limit["rateLimitType"]?.string, interval, number) {
            case ("REQUEST_WEIGHT", "MINUTE", 1): weight.note(used: count, at: now)
            case ("ORDERS", "SECOND", 10): news = noteOrders(count, of: most, at: now)
            case ("ORDERS", "DAY", 1): ordersOfDay.note(used: count, at: now)
            default: continue
            }
        }
        return news
    }

    /// Takes the venue's own counts out of the header of an answer by REST.
    mutating func note(_ headers: [HTTPHeader], at now: MonotonicTime) -> (count: Int64, limit: Int64)? {
        if let used = headers.value(of: "X-MBX-USED-WEIGHT-1M").flatMap({ Int64($0) }) {
            weight.note(used: used, at: now)
        }
        if let used = headers.value(of: "X-MBX-ORDER-COUNT-1D").flatMap({ Int64($0) }) {
            ordersOfDay.note(used: used, at: now)
        }
        guard let used = headers.value(of: "X-MBX-ORDER-COUNT-10S").flatMap({ Int64($0) }), used >= 0 else {
            return nil
        }
        return noteOrders(used, of: orderLimit, at: now)
    }

    private mutating func noteOrders(
        _ count: Int64,
        of limit: Int64,
        at now: MonotonicTime
    ) -> (count: Int64, limit: Int64)? {
        if limit != orderLimit {
            orderLimit = limit
            orders = TokenBucket(capacity: limit, perSecondThousandths: max(1, limit * 100), at: now)
        }
        orders.note(used: count, at: now)
        guard told != count else { return nil }
        told = count
        return (count, limit)
    }
}
