import Books

/// Learns from one venue's top of book where its mid goes next, and gives the micro-price of a top by that.
///
/// It learns from the start, whichever estimator is asked for, so that a person can change it without a pause. A move is
/// counted in ticks and as no more than the spread that it came from: one jump would rule the mean of a state, and says
/// nothing about imbalance.
struct MicroPrice: Sendable {
    /// How many moves of the mid are enough to go by.
    static let movesWanted = 100
    /// The weight of what was counted a second ago, in seconds in which anything was: a half after an hour.
    static let fade = 0.999_807_48
    /// How many shares of the bid are told apart.
    static let imbalances = 10
    /// With how many visits that led nowhere each state begins.
    static let prior = 10.0

    /// How many moves of the mid were seen.
    private(set) var moves = 0

    private var chain = MicroPriceChain(imbalances: imbalances, spreads: spreads.count + 1, prior: prior)
    private var last: (state: MicroPriceChain.State, mid: Double, spread: Double)?
    private var tick = 1.0
    private var hasNews = false

    /// The widest spread of each width but the last, in ticks.
    private static let spreads = [1.0, 2, 4]

    /// Nothing seen yet.
    init() {}

    /// How much of what has to be known is known, in percent.
    var warmth: Int { min(100, 100 * moves / Self.movesWanted) }

    /// Notes the tick of the venue, in price units.
    mutating func setTick(_ tick: Price) {
        self.tick = Double(max(1, tick.units))
        breakChain()
    }

    /// Notes the venue's top of book after a change.
    mutating func note(bid: PriceLevel, ask: PriceLevel) {
        guard let top = top(bid, ask) else {
            breakChain()
            return
        }
        defer { last = top }
        guard let last, top.state != last.state || top.mid != last.mid else { return }
        chain.note(last.state, then: top.state)
        hasNews = true
        guard top.mid != last.mid else { return }
        let move = min(max((top.mid - last.mid) / tick, -last.spread), last.spread)
        chain.note(move: move, from: last.state)
        moves += 1
    }

    /// Forgets the last top: the next one does not follow it.
    mutating func breakChain() {
        last = nil
    }

    /// Takes what was counted since into the prices; to be called once a second.
    mutating func learn() {
        guard hasNews else { return }
        hasNews = false
        chain.fade(to: Self.fade)
        chain.solve()
    }

    /// The micro-price of a top of book, in price units and within the spread; nil before it can be gone by.
    func price(bid: PriceLevel, ask: PriceLevel) -> Double? {
        guard moves >= Self.movesWanted, let top = top(bid, ask) else { return nil }
        let price = top.mid + chain.adjustment(top.state) * tick
        return min(max(price, Double(bid.price.units)), Double(ask.price.units))
    }

    /// The width of a spread in ticks, as the chain counts it.
    ///
    /// By index: without the optimiser a search with a closure asks the heap.
    private static func width(of spread: Double) -> Int {
        var width = 0
        while width < spreads.count, spread > spreads[width] * (1 + 1e-9) { width += 1 }
        return width
    }

    /// A top as the chain counts it: its state, its mid in price units and its spread in ticks.
    private func top(
        _ bid: PriceLevel,
        _ ask: PriceLevel
    ) -> (state: MicroPriceChain.State, mid: Double, spread: Double)? {
        let quantity = Double(bid.quantity.units) + Double(ask.quantity.units)
        let width = Double(ask.price.units) - Double(bid.price.units)
        guard quantity > 0, width > 0 else { return nil }
        let share = Double(bid.quantity.units) / quantity
        let spread = width / tick
        let state = MicroPriceChain.State(
            imbalance: min(max(Int(share * Double(Self.imbalances)), 0), Self.imbalances - 1),
            spread: Self.width(of: spread)
        )
        return (state, (Double(bid.price.units) + Double(ask.price.units)) / 2, max(spread, 1))
    }
}
