/// A venue's count of what it has been asked for, which falls with time: Kraken's, one a pair.
///
/// A new order adds one. A cancellation adds the more, the younger the order: 8 below 5 s, then 6, 5, 4, 2 and 1 below
/// 10, 15, 45, 90 and 300 s. Immediate orders are never cancelled and so avoid that. Counted in 10^-12, like
/// ``TokenBucket``.
public struct DecayingCounter: Sendable, Hashable {
    private let limit: Int64
    private let reserve: Int64
    private let rate: Int64
    private var count: Int64 = 0
    private var updated: MonotonicTime

    private static let one: Int64 = 1_000_000_000_000
    /// Younger than so many seconds, a cancellation costs so much.
    private static let cancelCosts: [(seconds: Int64, cost: Int64)] = [
        (5, 8), (10, 6), (15, 5), (45, 4), (90, 2), (300, 1),
    ]

    /// A counter at zero that may reach 1 to 1,000,000 and falls by `perSecondThousandths` thousandths a second; the last
    /// `reservePercent` percent are kept for cancellations.
    public init(limit: Int64, perSecondThousandths rate: Int64, reservePercent: Int64 = 25, at now: MonotonicTime) {
        precondition((1...1_000_000).contains(limit), "a counter up to \(limit) cannot be kept")
        precondition(
            rate > 0 && (0...100).contains(reservePercent),
            "a counter must fall and its reserve be a part of it"
        )
        self.limit = limit * Self.one
        self.rate = rate
        reserve = self.limit / 100 * reservePercent
        updated = now
    }

    /// What cancelling an order of this age adds.
    public static func cancelCost(age: TimeSpan) -> Int64 {
        cancelCosts.first { age < .seconds($0.seconds) }?.cost ?? 0
    }

    /// The count at `now`, in thousandths.
    public func thousandths(at now: MonotonicTime) -> Int64 {
        count(at: now) / (Self.one / 1_000)
    }

    /// Counts a new order if it fits below the reserve.
    public mutating func add(at now: MonotonicTime) -> Bool {
        count(1, below: limit - reserve, at: now)
    }

    /// Whether a new order fits below the reserve.
    public func canAdd(at now: MonotonicTime) -> Bool {
        count(at: now) + Self.one <= limit - reserve
    }

    /// Counts the cancellation of an order of this age if it fits.
    public mutating func cancel(age: TimeSpan, at now: MonotonicTime) -> Bool {
        count(Self.cancelCost(age: age), below: limit, at: now)
    }

    /// Takes the venue's own count, in thousandths, where it is higher than ours.
    public mutating func note(thousandths: Int64, at now: MonotonicTime) {
        settle(at: now)
        let stated = max(0, thousandths).multipliedReportingOverflow(by: Self.one / 1_000)
        count = max(count, stated.overflow ? limit : min(limit, stated.partialValue))
    }

    private mutating func count(_ cost: Int64, below bound: Int64, at now: MonotonicTime) -> Bool {
        settle(at: now)
        guard count + cost * Self.one <= bound else { return false }
        count += cost * Self.one
        return true
    }

    private mutating func settle(at now: MonotonicTime) {
        count = count(at: now)
        updated = max(updated, now)
    }

    private func count(at now: MonotonicTime) -> Int64 {
        let fallen = max(0, (now - updated).nanoseconds).multipliedReportingOverflow(by: rate)
        return fallen.overflow ? 0 : max(0, count - fallen.partialValue)
    }
}
