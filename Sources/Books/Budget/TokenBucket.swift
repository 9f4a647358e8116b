/// A budget of messages that fills at a steady rate: one for each limit of a venue.
///
/// Part of it is a reserve that new orders cannot touch, so that cancellations and questions about orders in doubt always
/// get out. The venue's own count wins where it is higher than ours. Counted in 10^-12 of a token, so that whole
/// milliseconds and thousandths of a token a second leave no remainder.
public struct TokenBucket: Sendable, Hashable {
    /// Who asks for tokens.
    public enum Purpose: Sendable, Hashable {
        /// A new order: leaves the reserve alone.
        case newOrder
        /// A cancellation or a question about an order in doubt: may use all.
        case protection
    }

    /// What a request for tokens got.
    public enum Outcome: Sendable, Hashable {
        /// They were taken.
        case taken
        /// There will be enough in this time; nothing was taken.
        case wait(TimeSpan)
        /// There never will be: it is more than may be taken at once.
        case never
    }

    private let capacity: Int64
    private let reserve: Int64
    /// 10^-12 tokens a nanosecond are thousandths of a token a second.
    private let rate: Int64
    private var level: Int64
    private var updated: MonotonicTime

    private static let one: Int64 = 1_000_000_000_000

    /// A full bucket of 1 to 1,000,000 tokens that fills by `perSecondThousandths` thousandths of a token a second, of
    /// which `reservePercent` percent are kept for protection.
    public init(capacity: Int64, perSecondThousandths rate: Int64, reservePercent: Int64 = 25, at now: MonotonicTime) {
        precondition((1...1_000_000).contains(capacity), "a budget of \(capacity) tokens cannot be counted")
        precondition(
            rate > 0 && (0...100).contains(reservePercent),
            "a budget must fill and its reserve be a part of it"
        )
        self.capacity = capacity * Self.one
        self.rate = rate
        reserve = self.capacity / 100 * reservePercent
        level = self.capacity
        updated = now
    }

    /// How many whole tokens it holds when it is full.
    public var size: Int64 { capacity / Self.one }

    /// How many of them new orders leave alone.
    public var kept: Int64 { reserve / Self.one }

    /// How many whole tokens there are at `now`.
    public func tokens(at now: MonotonicTime) -> Int64 {
        level(at: now) / Self.one
    }

    /// What asking for `cost` tokens would get.
    public func outcome(of cost: Int64, for purpose: Purpose, at now: MonotonicTime) -> Outcome {
        let kept = purpose == .newOrder ? reserve : 0
        let needed = cost.multipliedReportingOverflow(by: Self.one)
        guard !needed.overflow, needed.partialValue <= capacity - kept else { return .never }
        let missing = needed.partialValue - (level(at: now) - kept)
        if missing <= 0 { return .taken }
        return .wait(TimeSpan(nanoseconds: missing / rate + (missing % rate > 0 ? 1 : 0)))
    }

    /// Takes `cost` tokens if they are there.
    public mutating func take(_ cost: Int64, for purpose: Purpose, at now: MonotonicTime) -> Outcome {
        let outcome = outcome(of: cost, for: purpose, at: now)
        settle(at: now)
        if outcome == .taken { level -= cost * Self.one }
        return outcome
    }

    /// Takes the venue's word that `used` tokens are gone, where that is more than we thought.
    public mutating func note(used: Int64, at now: MonotonicTime) {
        settle(at: now)
        let gone = max(0, used).multipliedReportingOverflow(by: Self.one)
        level = min(level, gone.overflow ? 0 : max(0, capacity - gone.partialValue))
    }

    private mutating func settle(at now: MonotonicTime) {
        level = level(at: now)
        updated = max(updated, now)
    }

    private func level(at now: MonotonicTime) -> Int64 {
        let elapsed = max(0, (now - updated).nanoseconds)
        let gained = elapsed.multipliedReportingOverflow(by: rate)
        guard !gained.overflow, gained.partialValue < capacity - level else { return capacity }
        return level + gained.partialValue
    }
}
