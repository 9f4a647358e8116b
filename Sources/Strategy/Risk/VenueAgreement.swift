public import Books

/// Whether the venues show the same market: their mids within a bound of each other, without a break for a while.
public struct VenueAgreement: Sendable, Hashable {
    private let bound: Int64
    private let span: TimeSpan
    private var agreeSince: MonotonicTime?

    /// An agreement within `basisPoints`, for `span` at least.
    public init(basisPoints: Int64 = 200, span: TimeSpan = .seconds(2)) {
        bound = basisPoints
        self.span = span
    }

    /// Takes in the mids of the live venues as they are at `now`.
    public mutating func note(_ mids: some Sequence<Mid>, at now: MonotonicTime) {
        var lowest: Mid?
        var highest: Mid?
        for mid in mids {
            lowest = min(mid, lowest ?? mid)
            highest = max(mid, highest ?? mid)
        }
        guard let lowest, let highest, highest.distance(from: lowest) <= bound else {
            agreeSince = nil
            return
        }
        agreeSince = agreeSince ?? now
    }

    /// Whether they have agreed for long enough.
    public func holds(at now: MonotonicTime) -> Bool {
        guard let agreeSince else { return false }
        return (now - agreeSince) >= span
    }
}
