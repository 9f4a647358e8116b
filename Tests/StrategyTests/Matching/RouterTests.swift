import Books
import Strategy
import TestKit
import Testing

/// The router beside one that tries every split.
@Suite("Router")
struct RouterTests {
    /// Lots of which each divides the next.
    private static let lots: [Int64] = [1, 1, 2, 4]

    private static func venue(_ generator: inout SplitMix64, _ side: OrderSide) -> PlainRouter.Venue {
        var prices: Set<Int64> = []
        for _ in 0..<generator.pick(0...4) { prices.insert(generator.pick(990...1_010)) }
        let sorted = prices.sorted { side == .buy ? $0 < $1 : $0 > $1 }
        return PlainRouter.Venue(
            fee: generator.pick([0, 100_000, 260_000, -50_000, 400_000]),
            tick: generator.pick([1, 1, 1, 5]),
            lot: generator.pick(lots),
            minimum: generator.pick([0, 0, 2_500, 4_100, 6_000]),
            leastQuantity: generator.pick([0, 0, 0, 3, 5]),
            levels: sorted.map { ($0, generator.pick(1...6)) }
        )
    }

    private static func route(
        _ venues: [PlainRouter.Venue],
        _ request: RouteRequest,
        claims: LiquidityClaims = LiquidityClaims()
    ) -> Route {
        let consumer = MarketBench.consumer(
            venues.map { request.side == .buy ? ([], $0.levels) : ($0.levels, []) }
        )
        let terms = venues.map {
            MarketBench.terms(
                fee: $0.fee,
                tick: $0.tick,
                lot: $0.lot,
                minimum: $0.minimum,
                leastQuantity: $0.leastQuantity
            )
        }
        return Router(terms: terms).route(request, over: consumer, claims: claims)
    }

    @Test("Places as much and costs as little as the best of all splits")
    func optimum() {
        var placed = 0
        forEachSeed(1...Scale.cases(800)) { seed, generator in
            let side: OrderSide = generator.oneIn(2) ? .buy : .sell
            let venues = (0..<generator.pick(1...3)).map { _ in Self.venue(&generator, side) }
            let quantity = generator.pick(Int64(1)...14)
            let limit = generator.pick(Int64(985)...1_015)
            let allIn = generator.oneIn(2) ? generator.pick(Int64(985)...1_015) : nil
            let request = MarketBench.request(side, quantity, limit: limit, allIn: allIn)
            let route = Self.route(venues, request)
            let best = PlainRouter(side: side, quantity: quantity, limit: limit, allInLimit: allIn).best(venues)
            #expect(route.allocated.units == best.allocated, "seed \(seed)")
            #expect(route.allInCost == best.cost, "seed \(seed)")
            #expect(Self.objection(route, request, venues) == nil, "seed \(seed)")
            if best.allocated > 0 { placed += 1 }
        }
        #expect(placed > 150)
    }

    /// What is wrong with a route by the rules of the venues; nil if nothing is.
    private static func objection(
        _ route: Route,
        _ request: RouteRequest,
        _ venues: [PlainRouter.Venue]
    ) -> String? {
        if route.allocated.units + route.unallocated.units != request.quantity.units {
            return "a quantity that got lost"
        }
        if Set(route.children.map(\.venue)).count != route.children.count { return "two children for one venue" }
        for child in route.children {
            let venue = venues[child.venue.slot]
            if child.quantity.units <= 0 || child.quantity.units % venue.lot != 0 { return "a quantity off the lot" }
            if child.limit.units % venue.tick != 0 { return "a limit off the tick" }
            if child.limit.units * child.quantity.units < venue.minimum { return "less than the smallest value" }
            let isInside = request.side == .buy ? child.limit <= request.limit : child.limit >= request.limit
            if !isInside { return "a limit outside the collar" }
            if child.levels.last?.price != child.limit { return "a limit that is not the worst price used" }
            if child.levels.reduce(0, { $0 + $1.quantity.units }) != child.quantity.units {
                return "levels that differ"
            }
        }
        return nil
    }

    @Test("Lots that do not divide each other are still kept")
    func oddLots() {
        forEachSeed(1...500) { seed, generator in
            let venues = [Int64(3), 7, 10].map { lot in
                PlainRouter.Venue(
                    fee: 0,
                    tick: 1,
                    lot: lot,
                    minimum: 0,
                    levels: [(generator.pick(990...1_000), generator.pick(1...900))]
                )
            }
            let request = MarketBench.request(.buy, generator.pick(1...600), limit: 1_000)
            let route = Self.route(venues, request)
            #expect(Self.objection(route, request, venues) == nil, "seed \(seed)")
        }
    }

    @Test("A child below a venue's smallest value is placed elsewhere, not dropped")
    func reallocation() {
        // The cheap venue has too little for its smallest value, so all goes to the dear one.
        let small = PlainRouter.Venue(fee: 0, tick: 1, lot: 1, minimum: 5_000, levels: [(100, 3)])
        let dear = PlainRouter.Venue(fee: 0, tick: 1, lot: 1, minimum: 500, levels: [(101, 20)])
        let route = Self.route([small, dear], MarketBench.request(.buy, 10, limit: 110))
        #expect(route.children.map(\.venue.slot) == [1] && route.allocated.units == 10)
        // The rest at the second venue would be too small: the first one gives some of its own up.
        let first = PlainRouter.Venue(fee: 0, tick: 1, lot: 1, minimum: 0, levels: [(100, 9)])
        let second = PlainRouter.Venue(fee: 0, tick: 1, lot: 1, minimum: 404, levels: [(101, 20)])
        let split = Self.route([first, second], MarketBench.request(.buy, 10, limit: 110))
        #expect(split.children.map(\.quantity.units) == [6, 4] && split.unallocated == .zero)
    }

    @Test("What is on its way to be taken is not matched again, and neither is more than is counted on")
    func claimsAndShares() {
        let consumer = MarketBench.consumer([([], [(100, 10), (101, 10)])])
        let request = MarketBench.request(.buy, 30, limit: 200)
        let whole = Router(terms: [MarketBench.terms()]).route(request, over: consumer, claims: LiquidityClaims())
        #expect(whole.allocated.units == 20)
        let half = Router(terms: [MarketBench.terms(share: 500_000)])
            .route(request, over: consumer, claims: LiquidityClaims())
        #expect(half.allocated.units == 10 && half.children[0].levels.map(\.quantity.units) == [5, 5])
        let capped = Router(terms: [MarketBench.terms(most: Quantity(units: 12))])
            .route(request, over: consumer, claims: LiquidityClaims())
        #expect(capped.allocated.units == 12)
    }

    @Test("Numbers that no market has do not trap, whatever the venue says")
    func absurd() {
        let huge = DecimalText.bound - 1
        forEachSeed(1...300) { seed, generator in
            let numbers: [Int64] = [1, 2, 1_000, huge, huge / 3, 1 << 40]
            let venues = (0..<3).map { _ in
                PlainRouter.Venue(
                    fee: generator.pick([0, 99_999_999, -99_999_999]),
                    tick: generator.pick(numbers),
                    lot: generator.pick(numbers),
                    minimum: generator.pick(numbers),
                    levels: [(generator.pick(numbers), generator.pick(numbers))]
                )
            }
            let side: OrderSide = generator.oneIn(2) ? .buy : .sell
            let request = MarketBench.request(side, generator.pick(numbers), limit: side == .buy ? huge : 1)
            let route = Self.route(venues, request)
            #expect(route.allocated.units + route.unallocated.units == request.quantity.units, "seed \(seed)")
        }
    }
}
