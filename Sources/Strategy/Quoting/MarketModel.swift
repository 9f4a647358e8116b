import Books

/// What is measured of the market as the books stream, whether anything is quoted or not.
///
/// It hears every change of a top of book and every trade, takes a sample of sizes and prices a second, and allocates
/// nothing after its start but once a minute, for the slow volatility.
struct MarketModel: Sendable {
    /// The bounds of the volatility that is quoted by, in basis points per square root of a second.
    static let sigmas = 0.05...20.0
    /// How often sizes and prices are sampled.
    static let interval = TimeSpan.seconds(1)
    /// How far two samples may lie apart and still be neighbours of a bar.
    static let longestInterval = TimeSpan.milliseconds(1_500)
    /// After how many samples the usual volatility gets another value.
    static let usualEvery = 60
    /// How many values make the usual volatility: at one a minute, 24 hours.
    static let usualWindow = 1_440

    /// The fair price of the fresh venues, in price units.
    private(set) var fair: Double?
    /// The venues that are fresh.
    private(set) var fresh = VenueSet()
    /// What usually rests where.
    private(set) var depth = DepthHistory()
    /// How much the price moves.
    private(set) var volatility: Volatility
    /// How much it has moved in the last hour, for a person.
    private(set) var slow = SlowVolatility()
    /// How far trades reach.
    private(set) var trades = TradeIntensity()
    /// The halt after a move that no usual market makes.
    private(set) var halt = VolatilityHalt()

    private var tops: [Top]
    private var micro: [MicroPrice]
    private var usual = WindowedMedian(limit: usualWindow)
    private var samples = 0
    private var lastSample: MonotonicTime?
    private var nextSample: MonotonicTime?
    private var tick = 1.0
    private let warmUp: Int
    private let freshness: TimeSpan

    /// A venue's top of book, and when the venue was last heard.
    private struct Top {
        var bid: PriceLevel?
        var ask: PriceLevel?
        var heard: MonotonicTime?
        var isLive = false
        var watch = MoveWatch()
    }

    /// A model of the market of `venueCount` venues that knows nothing yet.
    init(venueCount: Int, warmUp: Int, freshness: TimeSpan) {
        tops = Array(repeating: Top(), count: venueCount)
        // Each made apart: copies would share their memory and give it up at the first move.
        micro = (0..<venueCount).map { _ in MicroPrice() }
        self.warmUp = max(2, warmUp)
        self.freshness = freshness
        volatility = Volatility(warmUp: warmUp)
    }

    // MARK: - Inputs

    /// Notes that a venue was heard.
    mutating func hear(_ venue: VenueID, at now: MonotonicTime) {
        tops[venue.slot].heard = now
    }

    /// Notes whether a venue's book counts, and its top as it is then.
    mutating func setLive(_ isLive: Bool, _ venue: VenueID, bid: PriceLevel?, ask: PriceLevel?, at now: MonotonicTime) {
        tops[venue.slot].isLive = isLive
        micro[venue.slot].breakChain()
        note(venue, bid: bid, ask: ask, at: now)
    }

    /// Notes the tick that is quoted in.
    mutating func setTick(_ tick: Price) {
        self.tick = Double(max(1, tick.units))
    }

    /// Notes the tick of a venue.
    mutating func setTick(_ tick: Price, of venue: VenueID) {
        micro[venue.slot].setTick(tick)
    }

    /// Notes a venue's best prices after a change of its book.
    mutating func note(_ venue: VenueID, bid: PriceLevel?, ask: PriceLevel?, at now: MonotonicTime) {
        let slot = venue.slot
        tops[slot].bid = bid
        tops[slot].ask = ask
        tops[slot].heard = now
        guard tops[slot].isLive, let bid, let ask else { return }
        micro[slot].note(bid: bid, ask: ask)
        let mid = (Double(bid.price.units) + Double(ask.price.units)) / 2
        if tops[slot].watch.take(mid, sigma: sigma ?? 0, at: now) { halt.trip(at: now) }
    }

    /// Notes a trade.
    mutating func note(_ trade: Trade) {
        guard let fair else { return }
        let price = Double(trade.price.units)
        let distance = trade.side == .buy ? price - fair : fair - price
        trades.add(distance: distance / fair * 1e4)
    }

    /// Brings everything up to `now`, the fair price by `estimator`; true if a venue that was fresh no longer is.
    mutating func step(_ consumer: borrowing ConsumerBook, by estimator: FairEstimator, at now: MonotonicTime) -> Bool {
        let before = fresh
        measureFair(by: estimator, at: now)
        // The next price is that of other venues, whose difference to the last one is no movement.
        if fresh != before { breakChains() }
        if let due = nextSample, now < due { return fresh.lacks(anyOf: before) }
        sample(consumer, at: now)
        return fresh.lacks(anyOf: before)
    }

    // MARK: - Queries

    /// The volatility within its bounds; nil while it is not known.
    var sigma: Double? {
        volatility.sigma.map { min(max($0, Self.sigmas.lowerBound), Self.sigmas.upperBound) }
    }

    /// What the volatility usually is; nil while it is not known.
    var usualSigma: Double? { usual.value }

    /// How much of what has to be known is known, in percent; 100 when it may be quoted by.
    ///
    /// Of the moves that the micro-price learns from, those of one fresh venue are enough: another counts by its weighted
    /// mid for so long.
    func warmth(by estimator: FairEstimator) -> Int {
        let measured = min(100, 100 * min(volatility.count, depth.samples) / warmUp)
        switch estimator {
        case .weighted: return measured
        case .micro: return min(measured, learned)
        }
    }

    /// When something happens by time alone.
    var deadline: MonotonicTime? { nextSample }

    // MARK: - Parts

    private var learned: Int {
        micro.indices.reduce(0) { fresh.contains(VenueID(slot: $1)) ? max($0, micro[$1].warmth) : $0 }
    }

    private mutating func breakChains() {
        volatility.breakChain()
        slow.breakChain()
    }

    private mutating func measureFair(by estimator: FairEstimator, at now: MonotonicTime) {
        var price = FairPrice()
        fresh = VenueSet()
        for slot in tops.indices {
            let top = tops[slot]
            guard top.isLive, let heard = top.heard, now - heard <= freshness, let bid = top.bid, let ask = top.ask,
                bid.price < ask.price,
                let mid = WeightedMid(
                    bid: Double(bid.price.units),
                    bidQuantity: Double(bid.quantity.units),
                    ask: Double(ask.price.units),
                    askQuantity: Double(ask.quantity.units)
                )
            else { continue }
            fresh.insert(VenueID(slot: slot))
            let learned = estimator == .micro ? micro[slot].price(bid: bid, ask: ask) : nil
            price.add(learned ?? mid.price, spread: Double(ask.price.units) - Double(bid.price.units))
        }
        fair = price.value
    }

    private mutating func sample(_ consumer: borrowing ConsumerBook, at now: MonotonicTime) {
        nextSample = now + Self.interval
        for slot in micro.indices { micro[slot].learn() }
        guard let fair else {
            breakChains()
            lastSample = nil
            return
        }
        let span = lastSample.map { now - $0 } ?? Self.interval
        volatility.add(fair, after: Double(span.nanoseconds) * 1e-9)
        // A bar is of samples that lie a second apart, and by how many is what its range is corrected for.
        if span > Self.longestInterval { slow.breakChain() }
        slow.add(fair)
        lastSample = now
        depth.sample(consumer, venues: fresh, fair: fair, tick: tick)
        samples += 1
        if samples % Int(TradeIntensity.part) == 0 { trades.endPart() }
        guard let sigma else { return }
        if usual.count == 0 || samples % Self.usualEvery == 0 { usual.add(sigma) }
    }
}
