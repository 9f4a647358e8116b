public import Books

/// Finds the quotes that the consumer book has reached, at prices that include the fees.
///
/// Asked after every market event, so it first compares the best all-in prices (``hasCrossing(_:_:)``, no allocation) and
/// nearly always ends there.
public struct Matcher: Sendable {
    /// What each venue takes of what we take, by slot: as configured, or as the account says.
    public var fees: [FeeRate]
    /// How much worse than the best all-in price any level used may be, in hundredths of a percent.
    public var slippageBound: Int64

    /// A matcher over venues with these fees.
    public init(fees: [FeeRate], slippageBound: Int64) {
        self.fees = fees
        self.slippageBound = slippageBound
    }

    /// Whether the consumer book reaches any quote for which nothing works yet.
    public func hasCrossing(_ quotes: borrowing TraderBook, _ consumer: borrowing ConsumerBook) -> Bool {
        isReached(quotes.bestOpen(.bid), consumer) || isReached(quotes.bestOpen(.ask), consumer)
    }

    /// The first quote, best first, that can be executed now.
    ///
    /// `collar` holds the worst prices on a book that may be used, and `largest` is the most that one match of a side may be for.
    public func firstMatch(
        _ quotes: TraderBook,
        _ consumer: ConsumerBook,
        router: Router,
        claims: LiquidityClaims,
        collar: PriceCollar,
        largest: (OrderSide) -> Quantity,
        isBarred: (QuoteID) -> Bool
    ) -> Match? {
        for side in Side.allCases {
            let order = OrderSide(resting: side)
            guard let best = bestAllIn(order, consumer, among: router.terms) else { continue }
            let most = largest(order)
            for quote in quotes[side] where quote.open.units > 0 && !quote.state.isEngaged {
                let wanted = AllInPrice(quote.price)
                guard !wanted.isBetter(than: best, order) else { break }
                if isBarred(quote.id) { continue }
                let request = RouteRequest(
                    order,
                    min(quote.open, most),
                    limit: collar.limit(order),
                    allInLimit: wanted.bounded(by: best.worsened(by: slippageBound, order), order)
                )
                let route = router.route(request, over: consumer, claims: claims)
                if !route.children.isEmpty { return Match(quote: quote, request: request, route: route, best: best) }
            }
        }
        return nil
    }

    /// The best price of the live venues that have terms, fees included, for an order of this side; nil without any.
    public func bestAllIn(_ side: OrderSide, _ consumer: ConsumerBook, among terms: [VenueTerms?]) -> AllInPrice? {
        var best: AllInPrice?
        for slot in terms.indices {
            guard let terms = terms[slot], let price = top(side, slot, consumer) else { continue }
            let allIn = AllInPrice(price, side, fee: terms.fee)
            if best.map({ allIn.isBetter(than: $0, side) }) ?? true { best = allIn }
        }
        return best
    }

    // MARK: - Parts

    private func isReached(_ quote: Quote?, _ consumer: borrowing ConsumerBook) -> Bool {
        guard let quote else { return false }
        let side = OrderSide(resting: quote.side)
        let wanted = AllInPrice(quote.price)
        for slot in fees.indices {
            guard let price = top(side, slot, consumer) else { continue }
            if !wanted.isBetter(than: AllInPrice(price, side, fee: fees[slot]), side) { return true }
        }
        return false
    }

    private func top(_ side: OrderSide, _ slot: Int, _ consumer: borrowing ConsumerBook) -> Price? {
        let venue = VenueID(slot: slot)
        guard consumer.isLive(venue) else { return nil }
        let tops = consumer.bestLevels(of: venue)
        return (side == .buy ? tops.ask : tops.bid)?.price
    }
}
