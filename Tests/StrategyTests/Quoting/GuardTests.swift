import Books
import TestKit
import Testing

@testable import Strategy

/// The guards that hold in every market, each looked at in 100,000 drawn ones.
///
/// They are judged here from the quotes and the market alone, by rules that are written down a second time.
@Suite("Every quote set keeps every guard")
struct GuardTests {
    /// The first drawn market of which `rule` says that it is broken.
    private static func first(
        _ markets: [QuotedMarket] = QuotedMarket.ladder,
        breaking rule: (QuotedMarket) -> Bool
    ) -> String? {
        markets.first { !rule($0) }?.place
    }

    @Test("The draws are enough, most are quoted, and some of every kind are")
    func draws() {
        #expect(QuotedMarket.ladder.count >= 100_000)
        let quoted = QuotedMarket.ladder.filter { !$0.quotes.isEmpty }
        #expect(quoted.count > QuotedMarket.count / 2)
        for profile in QuotingProfile.allCases {
            #expect(quoted.contains { $0.market.parameters.profile == profile && $0.quotes.bids.count > 3 })
        }
        #expect(quoted.contains { $0.market.taker != nil && $0.market.bestBid > $0.market.bestAsk })
        #expect(QuotedMarket.ladder.contains { $0.refusal == .tooSmall })
    }

    @Test("Every bid is below every ask")
    func order() {
        #expect(
            Self.first { drawn in
                guard let bid = drawn.quotes.bids.map(\.price).max(), let ask = drawn.quotes.asks.map(\.price).min()
                else { return true }
                return bid < ask
            } == nil
        )
    }

    @Test(
        "No quote goes through the touch, but for the one of a client that comes to take: to the touch and the fee, no further"
    )
    func touch() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                let fee = market.parameters[.fee] * 1e-4
                let tick = Double(market.rules.tick.units)
                let bids = drawn.quotes.bids.enumerated().allSatisfy { index, level in
                    index == 0 && market.taker == .bid
                        ? Double(level.price.units) < Double(market.bestAsk.units) * (1 + fee) + tick
                        : level.price < market.bestAsk
                }
                let asks = drawn.quotes.asks.enumerated().allSatisfy { index, level in
                    index == 0 && market.taker == .ask
                        ? Double(level.price.units) > Double(market.bestBid.units) * (1 - fee) - tick
                        : level.price > market.bestBid
                }
                return bids && asks
            } == nil
        )
        let takers = QuotedMarket.ladder.filter { $0.market.taker == .bid && !$0.quotes.bids.isEmpty }
        #expect(takers.contains { $0.quotes.bids[0].price >= $0.market.bestAsk })
    }

    @Test("A passive quote stays at or behind the market's own best price")
    func passive() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                guard market.parameters.profile == .passive else { return true }
                return drawn.quotes.bids.allSatisfy { $0.price <= market.bestBid }
                    && drawn.quotes.asks.allSatisfy { $0.price >= market.bestAsk }
            } == nil
        )
    }

    @Test("The distance of every quote covers fees and edge, but for the client that comes to take")
    func fees() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                let floor = market.fair * (market.parameters[.fee] + market.parameters[.edge]) / 10_000
                let slack = Double(market.rules.tick.units) * 1e-6
                let bids = drawn.quotes.bids.dropFirst(market.taker == .bid ? 1 : 0)
                let asks = drawn.quotes.asks.dropFirst(market.taker == .ask ? 1 : 0)
                return bids.allSatisfy { market.fair - Double($0.price.units) >= floor - slack }
                    && asks.allSatisfy { Double($0.price.units) - market.fair >= floor - slack }
            } == nil
        )
    }

    @Test("No quote is farther from the fair price than 200 basis points")
    func reach() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                return (drawn.quotes.bids + drawn.quotes.asks).allSatisfy {
                    (Double($0.price.units) - market.fair).magnitude <= market.fair * 0.02 * (1 + 1e-12)
                }
            } == nil
        )
    }

    @Test("Sizes are smallest at the touch and never smaller further out")
    func growth() {
        #expect(
            Self.first { drawn in
                Side.allCases.allSatisfy { side in
                    let levels = drawn.quotes[side]
                    return zip(levels, levels.dropFirst()).allSatisfy { $0.quantity <= $1.quantity }
                }
            } == nil
        )
    }

    @Test("No quote is above the share of what usually rests at its distance")
    func share() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                return Side.allCases.allSatisfy { side in
                    drawn.quotes[side].allSatisfy { level in
                        let away = (Double(level.price.units) - market.fair) / market.fair * 10_000
                        let usual = market.usualDepth(side, distance: side == .bid ? -away : away)
                        let most = usual * market.parameters[.share] / 100
                        return Double(level.quantity.units) <= most + Double(market.rules.lot.units) * 1e-6
                    }
                }
            } == nil
        )
    }

    @Test("Prices are on the tick, quantities on the lot, and every quote is worth a venue's smallest order")
    func grid() {
        #expect(
            Self.first { drawn in
                let rules = drawn.market.rules
                return (drawn.quotes.bids + drawn.quotes.asks).allSatisfy {
                    $0.price.units % rules.tick.units == 0 && $0.quantity.units % rules.lot.units == 0
                        && $0.price.units > 0 && $0.quantity.units > 0
                        && Notional($0.price, $0.quantity) >= rules.minimumNotional
                }
            } == nil
        )
    }

    @Test("A side costs no more than the budget, and a quote no more than one may")
    func budget() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                let budget = market.parameters[.budget] * market.notionalPerOne * (1 + 1e-9)
                let order = market.parameters[.order] * market.notionalPerOne * (1 + 1e-9)
                // Rounding down to the lot may miss a whole lot by a billionth of it.
                let slack = market.fair * Double(market.rules.lot.units) * 1e-8
                return Side.allCases.allSatisfy { side in
                    let costs = drawn.quotes[side].map { Double($0.price.units) * Double($0.quantity.units) }
                    return costs.reduce(0, +) <= budget + slack && costs.allSatisfy { $0 <= order + slack }
                }
            } == nil
        )
    }

    @Test("What would add to an inventory that has reached its limit is not quoted")
    func inventory() {
        #expect(
            Self.first { drawn in
                let market = drawn.market
                let limit = market.parameters[.position] * market.notionalPerOne / market.fair
                let held = Double(market.inventory.units)
                if held >= limit { return drawn.quotes.bids.isEmpty }
                if held <= -limit { return drawn.quotes.asks.isEmpty }
                return true
            } == nil
        )
    }

    @Test("The second look finds nothing to refuse in what the strategies quote")
    func secondLook() throws {
        func isKept(_ drawn: QuotedMarket) -> Bool {
            QuoteGuard(drawn.market).map { $0.violation(drawn.quotes, drawn.market) == nil } ?? false
        }
        #expect(Self.first(breaking: isKept) == nil)
        #expect(Self.first(QuotedMarket.fixed, breaking: isKept) == nil)
        #expect(QuotedMarket.fixed.contains { !$0.quotes.isEmpty })
    }
}
