import Books

/// How often trades reach how far from the fair price, over the last ten minutes, and the intensity that fits.
///
/// A trade at a distance would have reached every quote that stands nearer, so it counts in all nearer buckets too.
struct TradeIntensity: Sendable {
    /// How many buckets of distance there are.
    static let buckets = 24
    /// How wide a bucket is, in basis points.
    static let width = 0.25
    /// How many seconds are counted together; the oldest such part leaves at once.
    static let part = 10.0
    /// How many parts count.
    static let parts = 60
    /// Buckets with fewer trades are noise and no longer count to the shallow range.
    static let leastEvents: Int32 = 5
    /// How many trades there must be in all for a fit.
    static let leastTrades: Int32 = 50
    /// What a fit may say, a second and a basis point.
    static let rates = 0.01...50.0
    /// See ``rates``.
    static let decays = 0.1...10.0

    /// The last good fit; nil before the first.
    private(set) var fit: FillIntensity?

    private var counts: [Int32]
    private var rings: [Int32]
    private var current = 0
    private var finished = 0

    /// Nothing counted yet.
    init() {
        counts = Array(repeating: 0, count: Self.buckets)
        rings = Array(repeating: 0, count: Self.buckets * Self.parts)
    }

    /// Counts a trade that happened `distance` basis points away from the fair price.
    mutating func add(distance: Double) {
        guard distance.isFinite else { return }
        let reached = Int(min(max(distance / Self.width, 0), Double(Self.buckets - 1)))
        let start = current * Self.buckets
        for bucket in 0...reached where counts[bucket] < .max {
            counts[bucket] += 1
            rings[start + bucket] += 1
        }
    }

    /// Ends a part: what is older than all parts leaves, and the fit is made anew.
    mutating func endPart() {
        finished = min(finished + 1, Self.parts)
        refit()
        current = (current + 1) % Self.parts
        let start = current * Self.buckets
        for bucket in 0..<Self.buckets {
            counts[bucket] -= rings[start + bucket]
            rings[start + bucket] = 0
        }
    }

    private mutating func refit() {
        guard counts[0] >= Self.leastTrades else { return }
        var shallow = 0
        while shallow < counts.count, counts[shallow] >= Self.leastEvents { shallow += 1 }
        guard shallow >= 3 else { return }
        let seconds = Double(finished) * Self.part
        let found = FillIntensity(counts: counts, first: shallow, seconds: seconds) { (Double($0) + 0.5) * Self.width }
        fit = found?.clamped(rate: Self.rates, decay: Self.decays) ?? fit
    }
}
