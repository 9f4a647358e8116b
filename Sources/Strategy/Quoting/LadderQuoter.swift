public import Books

/// The strategy of the console: a ladder around the fair price that leans against the inventory, with sizes that follow
/// what usually rests in the market and shrink as it becomes restless.
public struct LadderQuoter: Quoter {
    /// The part of the standard deviation over ``stepTime`` that lies between two levels.
    static let stepShare = 0.5
    /// See ``stepShare``, in seconds.
    static let stepTime = 1.0
    /// How many orders the largest inventory is.
    static let ordersAtLimit = 10.0

    private var prices: [Int64] = []

    public var name: String { "ladder" }

    /// The strategy.
    public init() {
        prices.reserveCapacity(TraderBook.levelLimit)
    }

    public mutating func quote(_ market: borrowing QuotingMarket, into quotes: inout QuoteSet) -> QuoteRefusal? {
        var ladder = Self.ladder(market)
        // The side of a client that comes to take goes first, so that the other one can stay behind it.
        let first = market.taker ?? .bid
        var hasRoom = false
        for side in [first, first == .bid ? Side.ask : .bid] {
            ladder.prices(side, into: &prices)
            if market.taker == side { Self.cross(market, side, &prices) }
            hasRoom = hasRoom || !prices.isEmpty
            append(side, market, to: &quotes)
            if let own = quotes[side].first?.price.units {
                switch side {
                case .bid: ladder.bestBid = max(ladder.bestBid, own)
                case .ask: ladder.bestAsk = min(ladder.bestAsk, own)
                }
            }
        }
        return quotes.isEmpty ? (hasRoom ? .tooSmall : .noRoom) : nil
    }

    // MARK: - Prices

    /// The model's distances, in price units, from volatility, intensity and inventory in basis points and orders.
    static func distances(_ market: borrowing QuotingMarket) -> QuoteDistances {
        let limit = market.parameters[.position] * market.notionalPerOne / market.fair
        let inventory = Double(market.inventory.units) / limit * Self.ordersAtLimit
        let intensity = FillIntensity(rate: market.fillRate, decay: market.fillDecay)
        let gamma = market.parameters[.gamma]
        let wanted =
            switch market.parameters.model {
            case .glft:
                InventoryModel(gamma: gamma, intensity: intensity)
                    .distances(sigma: market.sigma, inventory: inventory)
            case .avellaneda:
                HorizonModel(gamma: gamma, decay: intensity.decay, horizon: market.parameters[.horizon])
                    .distances(sigma: market.sigma, inventory: inventory)
            }
        let unit = market.fair * 1e-4
        return QuoteDistances(bid: wanted.bid * unit, ask: wanted.ask * unit)
    }

    private static func ladder(_ market: borrowing QuotingMarket) -> PriceLadder {
        let tick = market.rules.tick.units
        var distances = distances(market)
        if market.parameters.profile == .improving {
            distances.bid = min(distances.bid, market.fair - Double(market.bestBid.units) - Double(tick))
            distances.ask = min(distances.ask, Double(market.bestAsk.units) - Double(tick) - market.fair)
        }
        let sigma = market.sigma * market.fair * 1e-4
        return PriceLadder(
            fair: market.fair,
            distances: distances,
            floor: market.floor,
            reach: market.reach,
            tick: tick,
            step: PriceLadder.step(beta: stepShare, sigma: sigma, seconds: stepTime, tick: tick),
            levels: min(market.parameters.levels, TraderBook.levelLimit),
            bestBid: market.bestBid.units,
            bestAsk: market.bestAsk.units,
            joins: market.parameters.profile != .improving
        )
    }

    /// Lets the client with the best price of a side come across the spread, as far as the market's best price there with
    /// the fee on top: matches are made at prices that include the fees, so less would stand before the market unmatched.
    private static func cross(_ market: borrowing QuotingMarket, _ side: Side, _ prices: inout [Int64]) {
        let tick = Double(market.rules.tick.units)
        let fee = market.parameters[.fee] * 1e-4
        let ticks =
            side == .bid
            ? (Double(market.bestAsk.units) * (1 + fee) / tick).rounded(.up)
            : (Double(market.bestBid.units) * (1 - fee) / tick).rounded(.down)
        guard let best = prices.first, let price = Int64(exactly: ticks * tick), price > 0,
            (Double(price) - market.fair).magnitude <= market.reach
        else { return }
        if side == .bid ? price > best : price < best { prices[0] = price }
    }

    // MARK: - Sizes

    private func append(_ side: Side, _ market: borrowing QuotingMarket, to quotes: inout QuoteSet) {
        guard !prices.isEmpty else { return }
        var depths = LevelSeries()
        var costs = LevelSeries()
        for price in prices {
            let distance = side == .bid ? market.fair - Double(price) : Double(price) - market.fair
            let depth = market.usualDepth(side, distance: distance / market.fair * 1e4)
            // The ladder ends where usually nothing rests: a share of nothing further out must not take the rest away.
            guard depth > 0 else { break }
            depths.append(depth)
            // At least the fair price: a bid that goes down as the market becomes restless must not buy more for that.
            costs.append(max(Double(price), market.fair))
        }
        let profile = SizeProfile(share: market.parameters[.share] / 100, growth: market.parameters[.growth])
        let limit = market.parameters[.position] * market.notionalPerOne / market.fair
        let sizes = profile.sizes(
            SizeProfile.Request(
                depths: depths,
                prices: costs,
                ratio: SizeProfile.ratio(market.sigma, usual: market.usualSigma),
                lot: Double(market.rules.lot.units),
                budget: market.parameters[.budget] * market.notionalPerOne,
                orderLimit: market.parameters[.order] * market.notionalPerOne,
                minimumNotional: Double(market.rules.minimumNotional.units),
                lowestPrice: market.fair - market.reach,
                inventoryFactor: SizeProfile.inventoryFactor(
                    side,
                    inventory: Double(market.inventory.units),
                    limit: limit
                )
            )
        )
        for (level, price) in prices.prefix(sizes.count).enumerated() {
            guard let units = Int64(exactly: sizes[level].rounded()), units > 0 else { continue }
            quotes[side].append(PriceLevel(price: Price(units: price), quantity: Quantity(units: units)))
        }
    }
}
