public import Books

/// Finds the quotes that the consumer book has reached, at prices that include the fees.
///
/// Asked after every market event, so it first compares the best all-in prices and nearly always ends there.
public struct Matcher: Sendable {
    /// Splits what is matched, and knows the venues' terms.
    public var router: Router
    /// How much worse than the best all-in price any level used may be, in hundredths of a percent.
    public var slippageBound: Int64

    /// A matcher over venues on the router's terms.
    public init(router: Router, slippageBound: Int64) {
        self.router = router
        self.slippageBound = slippageBound
    }

    /// The best price of the live venues that may be used, fees included, for an order of this side; nil if there is
    /// none.
    public func bestAllIn(_ side: OrderSide, _ consumer: ConsumerBook) -> AllInPrice? {
        var best: AllInPrice?
        for slot in router.terms.indices {
            let venue = VenueID(slot: slot)
            guard let terms = router.terms[slot], consumer.isLive(venue) else { continue }
            let tops = consumer.bestLevels(of: venue)
            guard let price = (side == .buy ? tops.ask : tops.bid)?.price else { continue }
            let allIn = AllInPrice(price, side, fee: terms.fee)
            if best.map({ allIn.isBetter(than: $0, side) }) ?? true { best = allIn }
        }
        return best
    }

    /// Whether the consumer book reaches any quote for which nothing works yet.
    public func hasCrossing(_ quotes: TraderBook, _ consumer: ConsumerBook) -> Bool {
        isReached(quotes.bestOpen(.bid), consumer) || isReached(quotes.bestOpen(.ask), consumer)
    }

    /// The first quote, best first, that can be executed now.
    ///
    /// `limits` are the worst prices on a book that may be used, and `largest` is the most that one match may be for.
    public func firstMatch(
        _ quotes: TraderBook,
        _ consumer: ConsumerBook,
        claims: LiquidityClaims,
        limits: PriceCollar,
        largest: Quantity,
        isBarred: (QuoteID) -> Bool
    ) -> Match? {
        for side in Side.allCases {
            let order = OrderSide(resting: side)
            guard let best = bestAllIn(order, consumer) else { continue }
            for quote in quotes[side] where quote.open.units > 0 && !quote.state.isEngaged {
                let wanted = AllInPrice(quote.price)
                guard !wanted.isBetter(than: best, order) else { break }
                if isBarred(quote.id) { continue }
                let request = RouteRequest(
                    order,
                    min(quote.open, largest),
                    limit: limits.limit(order),
                    allInLimit: tighter(wanted, best, order)
                )
                let route = router.route(request, over: consumer, claims: claims)
                if !route.children.isEmpty { return Match(quote: quote, request: request, route: route, best: best) }
            }
        }
        return nil
    }

    // MARK: - Parts

    private func isReached(_ quote: Quote?, _ consumer: ConsumerBook) -> Bool {
        guard let quote else { return false }
        let side = OrderSide(resting: quote.side)
        guard let best = bestAllIn(side, consumer) else { return false }
        return !AllInPrice(quote.price).isBetter(than: best, side)
    }

    /// The client's limit, or what the slippage bound leaves of the best price, whichever ends sooner.
    private func tighter(_ wanted: AllInPrice, _ best: AllInPrice, _ side: OrderSide) -> AllInPrice {
        let bound = best.worsened(by: slippageBound, side)
        return bound.isBetter(than: wanted, side) ? bound : wanted
    }
}
