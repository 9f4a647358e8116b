import Books

/// Measures what usually rests at a distance from the fair price: for each side and band of distance, the median of
/// what stood there over the last minutes.
///
/// Distances are counted in basis points, so that they mean the same at any price. What a venue does not show is not
/// counted, so with a feed of a few levels this is less than what really rests there, never more.
struct DepthHistory: Sendable {
    /// How many samples count: at one a second, 15 minutes.
    static let window = 900
    /// How many levels of a venue's side are looked at for a sample at most.
    static let levelLimit = 4_000

    /// The medians of now.
    private(set) var usual = UsualDepth()

    private var bids: [WindowedMedian]
    private var asks: [WindowedMedian]
    private var sums: [Double]

    /// A history with nothing in it.
    init() {
        // Each made apart: copies would share their memory and give it up at the first sample.
        bids = (0..<UsualDepth.bands).map { _ in WindowedMedian(limit: Self.window) }
        asks = (0..<UsualDepth.bands).map { _ in WindowedMedian(limit: Self.window) }
        sums = Array(repeating: 0, count: UsualDepth.bands)
        usual.bids.reserveCapacity(UsualDepth.bands)
        usual.asks.reserveCapacity(UsualDepth.bands)
    }

    /// How many samples there are of what rests nearest to the fair price, on the side that has fewer.
    var samples: Int { min(bids[0].count, asks[0].count) }

    /// Notes what rests now on both sides of the books of `venues`, around `fair` (price units).
    mutating func sample(_ consumer: ConsumerBook, venues: VenueSet, fair: Double, tick: Double) {
        // A band is never narrower than a tick, or every second one would be empty.
        let width = max(fair * UsualDepth.width * 1e-4, tick)
        let knownBids = sum(.bid, consumer, venues, fair, width)
        Self.take(sums, knownBids, &bids, &usual.bids)
        let knownAsks = sum(.ask, consumer, venues, fair, width)
        Self.take(sums, knownAsks, &asks, &usual.asks)
    }

    // MARK: - Parts

    /// Puts what rests in each band of a side into the sums, and says how many bands are seen whole.
    private mutating func sum(
        _ side: Side,
        _ consumer: ConsumerBook,
        _ venues: VenueSet,
        _ fair: Double,
        _ width: Double
    ) -> Int {
        for band in 0..<sums.count { sums[band] = 0 }
        var known = 0
        for slot in 0..<VenueID.limit where venues.contains(VenueID(slot: slot)) {
            known = max(known, add(consumer.book(of: VenueID(slot: slot)), side, fair: fair, width: width))
        }
        return known
    }

    private static func take(
        _ sums: [Double],
        _ known: Int,
        _ histories: inout [WindowedMedian],
        _ medians: inout [Double]
    ) {
        for band in 0..<known {
            histories[band].add(sums[band])
            let median = histories[band].value ?? 0
            if band < medians.count { medians[band] = median } else { medians.append(median) }
        }
    }

    /// Adds a venue's side to the sums, and says how many bands of it are seen whole.
    private mutating func add(_ book: OrderBook, _ side: Side, fair: Double, width: Double) -> Int {
        var left = Self.levelLimit
        var seen = UsualDepth.bands
        if case .to(let last) = book.known(side) { seen = Self.band(last, side, fair, width) }
        (side == .bid ? book.bids : book.asks).forEachLevel { level in
            let band = Self.band(level.price, side, fair, width)
            guard band < UsualDepth.bands else { return false }
            sums[band] += Double(level.quantity.units)
            left -= 1
            if left == 0 { seen = min(seen, band) }
            return left > 0
        }
        return min(seen, UsualDepth.bands)
    }

    private static func band(_ price: Price, _ side: Side, _ fair: Double, _ width: Double) -> Int {
        let distance = side == .bid ? fair - Double(price.units) : Double(price.units) - fair
        return Int(min(max(distance / width, 0), Double(UsualDepth.bands)))
    }
}
