import Books
import TestKit
import Testing

@testable import Strategy

/// Every formula against its reference values, within the tolerances that those state.
@Suite("The quoting formulae give their reference values")
struct VectorTests {
    private let vectors: Vectors

    init() throws {
        vectors = try Vectors.read()
    }

    @Test("The model with a horizon: reservation price, spread and distances")
    func horizon() throws {
        for row in vectors.avellanedaStoikov.cases {
            let input = row.inp
            let model = HorizonModel(gamma: input.gamma, decay: input.k, horizon: try #require(input.tau))
            let distances = model.distances(sigma: input.sigma, inventory: input.q)
            let price = try #require(input.s)
            #expect(isSame(model.spread(sigma: input.sigma), try #require(row.out.spread)))
            let reservation = price - model.reservation(sigma: input.sigma, inventory: input.q)
            #expect(isSame(reservation, try #require(row.out.reservation)))
            #expect(isSame(price - distances.bid, try #require(row.out.bid)))
            #expect(isSame(price + distances.ask, try #require(row.out.ask)))
            #expect(isSame(distances.bid, row.out.bidDistance))
            #expect(isSame(distances.ask, row.out.askDistance))
        }
    }

    @Test("The model without a horizon: both coefficients and the distances, which are near the exact solution")
    func inventory() throws {
        for row in vectors.glft.cases {
            let input = row.inp
            let fills = FillIntensity(rate: try #require(input.A), decay: input.k)
            let model = InventoryModel(gamma: input.gamma, intensity: fills)
            let distances = model.distances(sigma: input.sigma, inventory: input.q)
            #expect(isSame(model.liquidity, try #require(row.out.c1)))
            #expect(isSame(model.risk, try #require(row.out.c2)))
            #expect(isSame(distances.bid, row.out.bidDistance))
            #expect(isSame(distances.ask, row.out.askDistance))
            #expect(isSame(model.liquidity + input.sigma * model.risk / 2, try #require(row.out.halfSpread)))
            #expect(isSame(input.sigma * model.risk, try #require(row.out.skewPerUnit)))
            guard let exact = row.exactAsymptotic else { continue }
            #expect((distances.bid - exact.bidDistance).magnitude <= 0.0077)
            #expect((distances.ask - exact.askDistance).magnitude <= 0.0077)
            // The yardstick itself, computed here a second time.
            let solved = ExactInventoryModel(
                gamma: input.gamma,
                rate: fills.rate,
                decay: fills.decay,
                sigma: input.sigma
            )
            #expect((solved.bid(Int(input.q)) - exact.bidDistance).magnitude <= 1e-9)
            #expect((solved.ask(Int(input.q)) - exact.askDistance).magnitude <= 1e-9)
        }
        for row in try #require(vectors.glft.riskNeutralFillLimit) {
            let input = row.inp
            let xi: Double = try #require(input.xi)
            let model = InventoryModel(
                gamma: input.gamma,
                fillAversion: xi,
                intensity: FillIntensity(rate: try #require(input.A), decay: input.k)
            )
            let distances = model.distances(sigma: input.sigma, inventory: input.q)
            #expect(isSame(model.liquidity, try #require(row.out.c1)))
            #expect(isSame(model.risk, try #require(row.out.c2)))
            #expect(isSame(distances.bid, row.out.bidDistance))
            #expect(isSame(distances.ask, row.out.askDistance))
        }
    }

    @Test("The fit of the intensity")
    func intensity() throws {
        let input = vectors.intensityFit.inp
        let fit = try #require(
            FillIntensity(counts: input.events, first: input.events.count, seconds: input.windowS) {
                input.distanceTicks[$0]
            }
        )
        #expect(isSame(fit.rate, vectors.intensityFit.out.A))
        #expect(isSame(fit.decay, vectors.intensityFit.out.k))
    }

    @Test("Weighted mids, and what several venues give together")
    func fairPrice() throws {
        func mid(_ top: Vectors.Fair.Top) -> WeightedMid? {
            WeightedMid(bid: top.bid, bidQuantity: top.bidQty, ask: top.ask, askQuantity: top.askQty)
        }
        for row in vectors.fairPrice.weightedMid.cases {
            let found = try #require(mid(row.inp))
            #expect(isSame(found.mid, row.out.mid))
            #expect(isSame(found.imbalance, row.out.imbalance))
            #expect(isSame(found.price, row.out.weightedMid))
        }
        for row in vectors.fairPrice.venueCombination.cases {
            var price = FairPrice()
            for top in row.inp where top.fresh == true {
                price.add(try #require(mid(top)).price, spread: top.ask - top.bid)
            }
            #expect(isSame(try #require(price.value), row.out))
        }
    }

    @Test("What returns say about the variance, with a jump and without")
    func returns() throws {
        for (_, row) in vectors.volatility.returns {
            var series = ReturnSeries()
            for value in row.inp { series.add(value) }
            #expect(isSame(series.realised, row.out.realisedVariance))
            #expect(isSame(try #require(series.bipower), row.out.bipowerVariation))
            #expect(isSame(try #require(series.medianRealised), row.out.medRv))
            #expect(isSame(try #require(series.jumpShare), row.out.relativeJump))
            #expect(isSame(series.jumpPart, row.out.jumpPart))
            // The flag that a person sees is of the same numbers, at 0.4.
            var volatility = Volatility(warmUp: 2)
            var price = 100.0
            volatility.add(price, after: 1)
            for value in row.inp {
                price *= RealFunctions.exp(value)
                volatility.add(price, after: 1)
            }
            #expect(volatility.hasJumped == (row.out.relativeJump > 0.4))
        }
    }

    @Test("The average over time of squared returns")
    func average() throws {
        let input = vectors.volatility.ewmaTime.inp
        var average = TimedAverage(tau: input.tau)
        for (index, expected) in vectors.volatility.ewmaTime.outSigmaAfterEach.enumerated() {
            let seconds = input.t[index + 1] - input.t[index]
            let change = RealFunctions.log(input.price[index + 1] / input.price[index])
            average.add(change * change / seconds, over: seconds)
            #expect(isSame(try #require(average.value).squareRoot(), expected))
        }
    }

    @Test("The sizes of a side, to the lot")
    func sizes() {
        for row in vectors.sizeProfile.cases {
            let input = row.inp
            // In lots, as the strategy counts: a decimal fraction of a lot would not be exact.
            let request = SizeProfile.Request(
                depths: LevelSeries(input.medianDepth.map { $0 / input.lot }),
                prices: LevelSeries(input.prices.map { $0 * input.lot }),
                ratio: SizeProfile.ratio(input.sigmaRatio, usual: 1),
                lot: 1,
                budget: input.budgetNotional,
                minimumNotional: input.minNotional,
                inventoryFactor: input.inventoryMultiplier
            )
            #expect(request.ratio == row.out.rho)
            let sizes = SizeProfile(share: input.phi, growth: input.g0).sizes(request)
            #expect(sizes.array == row.out.sizes.map { ($0 / input.lot).rounded() })
        }
    }

    @Test("From the fair price to ticks: distances, floor, step, touch")
    func pipeline() throws {
        for row in vectors.quotePipeline.cases {
            let input = row.inp
            let unit = 1 / input.tick
            let fills = FillIntensity(rate: input.A, decay: input.k)
            let distances = InventoryModel(gamma: input.gamma, intensity: fills)
                .distances(sigma: input.sigma, inventory: input.q)
            #expect(isSame(distances.bid, row.out.bidDistance))
            #expect(isSame(distances.ask, row.out.askDistance))
            let floor = input.fair * (input.feeBps + input.edgeBps) * 1e-4
            #expect(isSame(floor, row.out.feeFloor))
            let ladder = PriceLadder(
                fair: input.fair * unit,
                distances: QuoteDistances(bid: distances.bid * unit, ask: distances.ask * unit),
                floor: floor * unit,
                tick: 1,
                step: PriceLadder.step(beta: input.beta, sigma: input.sigma * unit, seconds: input.tau, tick: 1),
                levels: input.levels,
                bestBid: Int64((input.bestBid * unit).rounded()),
                bestAsk: Int64((input.bestAsk * unit).rounded())
            )
            #expect(ladder.step == Int64((row.out.step * unit).rounded()))
            var prices: [Int64] = []
            ladder.prices(.bid, into: &prices)
            #expect(prices == row.out.bids.map { Int64(($0 * unit).rounded()) })
            ladder.prices(.ask, into: &prices)
            #expect(prices == row.out.asks.map { Int64(($0 * unit).rounded()) })
        }
    }
}
