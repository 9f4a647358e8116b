import Books

/// What usually rests at a distance from the fair price: for each side and distance, the median over the last minutes.
///
/// Distances are counted in bands of ``width`` basis points, so that they mean the same at any price. What a venue does
/// not show is not counted, so with a feed of a few levels this is less than what really rests there, never more.
struct DepthHistory: Sendable {
    /// How many bands a side has.
    static let bands = 48
    /// How wide a band is, in basis points of the fair price; never less than a tick.
    static let width = 0.5
    /// How many samples count: at one a second, 15 minutes.
    static let window = 900
    /// How many levels of a venue's side are looked at for a sample at most.
    static let levelLimit = 4_000

    private var bids: [WindowedMedian]
    private var asks: [WindowedMedian]
    private var sums: [Double]

    /// A history with nothing in it.
    init() {
        // Each made apart: copies would share their memory and give it up at the first sample.
        bids = (0..<Self.bands).map { _ in WindowedMedian(limit: Self.window) }
        asks = (0..<Self.bands).map { _ in WindowedMedian(limit: Self.window) }
        sums = Array(repeating: 0, count: Self.bands)
    }

    /// How many samples there are of what rests nearest to the fair price.
    var samples: Int { min(bids[0].count, asks[0].count) }

    /// What usually rests `distance` basis points away from the fair price; 0 where that is not known.
    ///
    /// Beyond the last band that was ever seen it is taken to be no more than there.
    func median(_ side: Side, distance: Double) -> Double {
        let histories = side == .bid ? bids : asks
        guard distance.isFinite else { return 0 }
        var band = Int(min(max(distance / Self.width, 0), Double(Self.bands - 1)))
        while band > 0, histories[band].count == 0 { band -= 1 }
        return histories[band].value ?? 0
    }

    /// Notes what rests now on both sides of the books of `venues`, around `fair` (price units).
    mutating func sample(_ consumer: borrowing ConsumerBook, venues: VenueSet, fair: Double, tick: Double) {
        let width = max(fair * Self.width * 1e-4, tick)
        for side in Side.allCases {
            for band in sums.indices { sums[band] = 0 }
            var known = 0
            for slot in 0..<VenueID.limit where venues.contains(VenueID(slot: slot)) {
                known = max(known, add(consumer.book(of: VenueID(slot: slot)), side, fair: fair, width: width))
            }
            for band in 0..<known {
                switch side {
                case .bid: bids[band].add(sums[band])
                case .ask: asks[band].add(sums[band])
                }
            }
        }
    }

    /// Adds a venue's side to the sums, and says how many bands of it are seen whole.
    private mutating func add(_ book: OrderBook, _ side: Side, fair: Double, width: Double) -> Int {
        let known = book.known(side)
        var left = Self.levelLimit
        var seen = Self.bands
        if case .to(let last) = known { seen = Self.band(last, side, fair, width) }
        (side == .bid ? book.bids : book.asks).forEachLevel { level in
            let band = Self.band(level.price, side, fair, width)
            guard band < Self.bands else { return false }
            sums[band] += Double(level.quantity.units)
            left -= 1
            if left == 0 { seen = min(seen, band) }
            return left > 0
        }
        return min(seen, Self.bands)
    }

    private static func band(_ price: Price, _ side: Side, _ fair: Double, _ width: Double) -> Int {
        let distance = side == .bid ? fair - Double(price.units) : Double(price.units) - fair
        return Int(min(max(distance / width, 0), Double(bands)))
    }
}
