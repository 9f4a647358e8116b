import Books

/// Runs a strategy: measures the market, decides when it may quote and has to, and puts its quotes into the trader book.
///
/// A machine like the others: events and the time go in, the book and effects come out, every draw is of its own seeded
/// generator. The same events at the same times give the same quotes to the last digit.
struct QuoteDesk: Sendable {
    /// What is measured.
    private(set) var model: MarketModel
    /// What a person may change.
    private(set) var parameters: QuotingParameters
    /// What it does.
    private(set) var state = QuotingState.off

    private var quoter: any Quoter
    private var policy = RequotePolicy()
    private var random: SeededRandom
    private var isOn = false
    private var listings: [VenueListing?]
    private var rules: VenueListing?
    private var wanted = QuoteSet()
    private var clients = ClientArrivals()
    private var rate = RequoteRate()
    private let notionalPerOne: Double
    private let usualFills: FillIntensity

    /// A desk over `venueCount` venues, switched off.
    init(_ settings: StrategySettings, venueCount: Int) {
        model = MarketModel(venueCount: venueCount, warmUp: settings.warmUp, freshness: settings.freshness)
        parameters = settings.parameters
        quoter = settings.quoter
        random = SeededRandom(seed: settings.seed)
        listings = Array(repeating: nil, count: venueCount)
        let instrument = settings.instrument
        notionalPerOne = Double(instrument.priceUnit.perOne) * Double(instrument.quantityUnit.perOne)
        usualFills = settings.usualFills
    }

    // MARK: - Market

    /// Notes that a venue was heard.
    mutating func hear(_ venue: VenueID, at now: MonotonicTime) {
        model.hear(venue, at: now)
    }

    /// Notes a venue's best prices after a change of its book.
    mutating func note(_ venue: VenueID, bid: PriceLevel?, ask: PriceLevel?, at now: MonotonicTime) {
        model.note(venue, bid: bid, ask: ask, at: now)
    }

    /// Notes whether a venue's book counts.
    mutating func setLive(_ isLive: Bool, _ venue: VenueID, _ consumer: ConsumerBook, at now: MonotonicTime) {
        let top = consumer.bestLevels(of: venue)
        model.setLive(isLive, venue, bid: top.bid, ask: top.ask, at: now)
    }

    /// Notes a trade.
    mutating func note(_ trade: Trade) {
        model.note(trade)
    }

    /// Notes a venue's rules.
    mutating func note(_ listing: VenueListing, of venue: VenueID) {
        listings[venue.slot] = listing
        model.setTick(listing.tick, of: venue)
        rules = VenueListing(everyOf: listings)
        if let rules { model.setTick(rules.tick) }
        policy.invalidate()
    }

    // MARK: - Operator

    /// Switches the strategy on or off; off takes its quotes out at once.
    mutating func setOn(_ isOn: Bool, _ book: inout TraderBook, into effects: inout [TraderEffect]) {
        guard isOn != self.isOn else { return }
        self.isOn = isOn
        if !isOn { pull(&book, .off, into: &effects) }
    }

    /// Sets a parameter; the quotes follow as soon as they may.
    mutating func set(_ name: String, to value: String) throws(ParameterError) -> ParameterChange {
        let change = try parameters.set(name, to: value)
        policy.invalidate()
        return change
    }

    // MARK: - Quoting

    /// Looks at the market after everything that has happened was noted; false if nothing may be quoted.
    ///
    /// What must not stand any more is taken out, and what the market has reached is noted.
    /// What was reached is to be executed before ``requote(_:_:inventory:_:at:into:)``: a quote would else always step
    /// back in time.
    mutating func look(
        _ consumer: ConsumerBook,
        decoupling: Decoupling?,
        _ book: inout TraderBook,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> Bool {
        let hasLostVenue = model.step(consumer, by: parameters.fair, at: now)
        guard isOn else { return false }
        if let reason = reasonNotToQuote(decoupling, at: now) {
            pull(&book, reason, into: &effects)
            return false
        }
        // What was quoted by a book that is old now must not stand until it may be quoted again.
        if hasLostVenue {
            book.withdraw()
            policy.invalidate()
        }
        Self.noteCrossings(consumer, &book, into: &effects)
        return true
    }

    /// Takes out what stands, and quotes anew as soon as that may be: what may be quoted has changed.
    mutating func quoteAnew(_ book: inout TraderBook) {
        book.withdraw()
        policy.invalidate()
    }

    /// Brings the quotes up to `now`, if they are to be others; while the console `isReducing`, only the side that makes
    /// the inventory smaller, and no more of it than there is.
    mutating func requote(
        _ consumer: ConsumerBook,
        _ venues: [VenueRecord],
        inventory: Quantity,
        isReducing: Bool,
        _ book: inout TraderBook,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        // What was executed meanwhile may have switched it off.
        guard isOn else { return }
        if parameters.profile == .taking {
            clients.step(at: now, share: parameters[.takers] / 100, random: &random)
        } else {
            clients.forget()
        }
        guard let fair = model.fair, let sigma = model.sigma, policy.mayQuote(at: now) else { return }
        guard clients.waiting != nil || policy.isDue(fair: fair, sigma: sigma, inventory: inventory, at: now) else {
            return
        }
        guard let market = market(consumer, inventory: inventory) else { return }
        requote(market, consumer, venues, isReducing: isReducing, &book, at: now, into: &effects)
    }

    /// When something happens by time alone.
    var deadline: MonotonicTime? {
        var next = model.deadline
        func take(_ time: MonotonicTime?) {
            guard let time else { return }
            next = next.map { min($0, time) } ?? time
        }
        if case .halted(let until) = state { take(until) }
        if state == .quoting {
            take(policy.deadline)
            take(clients.deadline)
        }
        return next
    }

    /// How much the price moves in a second, one standard deviation, in millionths; nil while not known.
    var sigmaMillionths: Int64? {
        model.sigma.flatMap { Int64(exactly: ($0 * 1_000_000).rounded(.up)) }
    }

    /// What a person sees of it.
    func view(_ book: borrowing TraderBook, inventory: Quantity, at now: MonotonicTime) -> StrategyView {
        StrategyView(
            name: quoter.name,
            state: state,
            profile: parameters.profile,
            fair: model.fair.flatMap { Int64(exactly: $0.rounded()) }.map { Price(units: $0) },
            estimator: parameters.fair,
            sigma: model.sigma.map { BasisPoints($0) },
            usualSigma: model.usualSigma.map { BasisPoints($0) },
            hasJumped: model.volatility.hasJumped,
            slowSigmas: RangeEstimator.allCases.map { model.slow.sigma($0).map { BasisPoints($0) } },
            halfSpread: Self.halfSpread(book),
            skew: model.fair.flatMap { Self.skew(book, $0) },
            inventory: inventory,
            requotesInTenSeconds: rate.count(at: now),
            version: book.version
        )
    }

    // MARK: - Parts

    private func reasonNotToQuote(_ decoupling: Decoupling?, at now: MonotonicTime) -> QuotingState? {
        if model.halt.isOn(at: now), let until = model.halt.until { return .halted(until: until) }
        if model.fair == nil { return .noMarket }
        // One of the venues is wrong and nobody can say which: their common fair price would be wrong, too.
        if let decoupling { return .decoupled(basisPoints: decoupling.basisPoints) }
        if rules == nil { return .noRules }
        let warmth = model.warmth(by: parameters.fair)
        if warmth < 100 || model.sigma == nil { return .warming(percent: min(warmth, 99)) }
        return nil
    }

    private mutating func pull(_ book: inout TraderBook, _ reason: QuotingState, into effects: inout [TraderEffect]) {
        book.withdraw()
        policy.invalidate()
        clients.forget()
        change(to: reason, into: &effects)
    }

    private mutating func change(to next: QuotingState, into effects: inout [TraderEffect]) {
        let isNews = !state.isSameKind(as: next)
        state = next
        if isNews { effects.append(.quotingChanged(next)) }
    }

    private func market(_ consumer: ConsumerBook, inventory: Quantity) -> QuotingMarket? {
        guard let fair = model.fair, let sigma = model.sigma, let rules, let bestBid = consumer.best(.bid),
            let bestAsk = consumer.best(.ask)
        else { return nil }
        let fills = model.trades.fit ?? usualFills
        return QuotingMarket(
            fair: fair,
            sigma: sigma,
            usualSigma: model.usualSigma ?? sigma,
            fillRate: fills.rate,
            fillDecay: fills.decay,
            bestBid: bestBid,
            bestAsk: bestAsk,
            rules: rules,
            notionalPerOne: notionalPerOne,
            inventory: inventory,
            taker: clients.waiting,
            parameters: parameters,
            depth: model.depth.usual
        )
    }

    private mutating func requote(
        _ market: borrowing QuotingMarket,
        _ consumer: ConsumerBook,
        _ venues: [VenueRecord],
        isReducing: Bool,
        _ book: inout TraderBook,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        wanted.removeAll()
        var refusal = quoter.quote(market, into: &wanted)
        if refusal == nil {
            if let check = QuoteGuard(market) {
                refusal = check.violation(wanted, market).map { .guarded($0) }
            } else {
                refusal = .noRoom
            }
        }
        clients.serve()
        rate.note(now)
        if let refusal {
            book.withdraw()
            change(to: .refused(refusal), into: &effects)
        } else {
            if isReducing { wanted.keepReducing(market.inventory, market.rules) }
            book.replace(with: wanted, from: versions(venues))
            change(to: isReducing && wanted.isEmpty ? .nothingToReduce : .quoting, into: &effects)
            Self.noteCrossings(consumer, &book, into: &effects)
        }
        let basis = RequotePolicy.Basis(
            fair: market.fair,
            half: Double(Self.halfSpread(book)?.units ?? 0),
            tick: Double(market.rules.tick.units),
            sigma: market.sigma,
            inventory: market.inventory
        )
        policy.note(basis, at: now, random: &random)
    }

    private func versions(_ venues: [VenueRecord]) -> BookVersions {
        var versions = BookVersions()
        for slot in venues.indices where model.fresh.contains(VenueID(slot: slot)) {
            versions[VenueID(slot: slot)] = venues[slot].sequence
        }
        return versions
    }

    /// Notes the quotes whose price the consumer book has reached.
    private static func noteCrossings(
        _ consumer: ConsumerBook,
        _ book: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        if let ask = consumer.best(.ask) { book.noteCrossings(.bid, by: ask) { effects.append(.quoteCrossed($0)) } }
        if let bid = consumer.best(.bid) { book.noteCrossings(.ask, by: bid) { effects.append(.quoteCrossed($0)) } }
    }

    private static func halfSpread(_ book: borrowing TraderBook) -> Price? {
        guard let bid = book.bids.first?.price, let ask = book.asks.first?.price, ask > bid else { return nil }
        return Price(units: (ask.units - bid.units + 1) / 2)
    }

    private static func skew(_ book: borrowing TraderBook, _ fair: Double) -> Price? {
        guard let bid = book.bids.first?.price, let ask = book.asks.first?.price else { return nil }
        return Int64(exactly: ((Double(bid.units) + Double(ask.units)) / 2 - fair).rounded()).map { Price(units: $0) }
    }
}
