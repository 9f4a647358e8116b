import Books
import Strategy
import TUI

/// Turns what the strategy says of itself into what the screen shows.
enum StrategyWords {
    /// The trader book and the strategy of `trader`.
    static func view(_ trader: Trader, at now: MonotonicTime) -> TraderView {
        guard let strategy = trader.strategyView(at: now) else { return TraderView() }
        let book = trader.traderBook
        return TraderView(
            strategy: TUI.StrategyView(
                isOn: strategy.state != .off,
                state: state(strategy.state, at: now),
                fair: strategy.fair,
                volatility: strategy.sigma.map { hundredths($0) },
                hasJumped: strategy.hasJumped,
                halfSpread: strategy.halfSpread,
                skew: strategy.skew,
                inventory: strategy.inventory,
                requotesPerTenSeconds: strategy.requotesInTenSeconds,
                measures: measures(strategy)
            ),
            asks: FiveLevels(book.asks.lazy.map { quote($0, trader) }),
            bids: FiveLevels(book.bids.lazy.map { quote($0, trader) }),
            quoteCount: book.asks.count + book.bids.count
        )
    }

    /// The parameters that may be changed, with their values.
    static func parameters(_ trader: Trader) -> [ParameterView] {
        guard let parameters = trader.strategyParameters else { return [] }
        let words = [
            ParameterView(name: "profile", value: parameters.profile.rawValue, range: "a word"),
            ParameterView(name: "model", value: parameters.model.rawValue, range: "a word"),
            ParameterView(name: "fair", value: parameters.fair.rawValue, range: "a word"),
        ]
        return words
            + ParameterName.allCases.map { name in
                ParameterView(name: name.rawValue, value: parameters.text(name), range: name.unitName)
            }
    }

    /// A sentence about what the strategy does, for the log.
    static func sentence(_ state: Strategy.QuotingState) -> String {
        switch state {
        case .off: "MM off"
        case .noMarket: "MM waits: no live market"
        case .decoupled(let apart): "MM waits: the venues are \(apart) bp apart, so one of them is wrong"
        case .noRules: "MM waits: no venue has stated its tick and lot"
        case .warming(let percent): "MM warms up, \(percent) %"
        case .halted: "MM halted: the market moves too fast"
        case .refused(let reason): "MM quotes nothing: \(words(reason))"
        case .nothingToReduce: "MM quotes nothing: there is nothing to reduce"
        case .quoting: "MM quotes"
        }
    }

    private static func quote(_ quote: Quote, _ trader: Trader) -> QuoteView {
        QuoteView(
            price: quote.price,
            size: quote.quantity,
            filled: quote.filled,
            state: state(quote.state),
            children: quote.state.isEngaged ? children(of: quote.id, trader) : []
        )
    }

    /// What of a quote may still trade at the venues.
    private static func children(of quote: QuoteID, _ trader: Trader) -> [ChildView] {
        guard let book = trader.execution?.book else { return [] }
        return book.parents.lazy.filter { $0.quote == quote && $0.endedAt == nil }.flatMap(\.children)
            .filter(\.isAtVenue)
            .map { child in
                ChildView(
                    venue: child.request.venue,
                    size: child.record.remainder,
                    isUnknown: child.record.phase == .unknown
                )
            }
            .sorted { $0.venue.slot < $1.venue.slot }
    }

    /// A crossed quote is held back: without an order path nothing was sent for it, and `live` would say that it was.
    private static func state(_ state: QuoteState) -> QuoteStateView {
        switch state {
        case .resting: .fake
        case .crossed, .held: .held
        case .working: .live
        case .unknown: .unknown
        }
    }

    private static func state(_ state: Strategy.QuotingState, at now: MonotonicTime) -> TUI.QuotingState {
        switch state {
        case .off: .off
        case .noMarket: .halted(reason: "no market")
        case .noRules: .halted(reason: "no tick known")
        case .decoupled(let apart): .halted(reason: "venues \(min(apart, 9_999)) bp apart")
        case .warming(let percent): .warming(percent: percent)
        case .halted(let until):
            .halted(reason: "too fast, \(max((until - now).milliseconds, 0) / 1000 + 1) s")
        case .refused(let reason): .halted(reason: words(reason))
        case .nothingToReduce: .halted(reason: "nothing to reduce")
        case .quoting: .quoting
        }
    }

    /// What the quotes are made by, and the slow volatilities beside the quick one.
    private static func measures(_ strategy: Strategy.StrategyView) -> [MeasureView] {
        var measures = [
            MeasureView(name: "fair price by", value: strategy.estimator == .micro ? "micro-price" : "weighted mid"),
            MeasureView(name: "vol, quick", value: volatility(strategy.sigma)),
            MeasureView(name: "vol, usual", value: volatility(strategy.usualSigma)),
            MeasureView(name: "jumps, 5 min", value: strategy.hasJumped ? "much of the variance" : "none to speak of"),
        ]
        for (estimator, sigma) in zip(RangeEstimator.allCases, strategy.slowSigmas) {
            measures.append(MeasureView(name: "vol 1 h, " + estimator.rawValue, value: volatility(sigma)))
        }
        return measures
    }

    private static func volatility(_ sigma: BasisPoints?) -> String {
        guard let sigma else { return "not known yet" }
        return DecimalText.plain(Int128(sigma.thousandths), decimals: 3) + " bp in a second"
    }

    private static func words(_ reason: QuoteRefusal) -> String {
        switch reason {
        case .tooSmall: "sizes too small"
        case .noRoom: "no room"
        case .guarded: "a guard holds"
        }
    }

    private static func hundredths(_ share: BasisPoints) -> Int64 {
        (share.thousandths + 5) / 10
    }
}
