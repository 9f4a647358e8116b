import Books
import TestKit
import Testing

@testable import Simulator

/// The engine held against laws and a twin that counts the market anew at each step.
@Suite("The matching engine of the simulated exchanges")
struct OrderEngineTests {
    private static let instrument = ExchangeInstrument.binanceETH

    /// Two accounts, an engine, and what the market gave and got.
    private struct Bench {
        var engine: OrderEngine
        var book: ExchangeBook
        var now = ExchangeMoment(steady: MonotonicTime(nanoseconds: 0), wall: WallTime(nanoseconds: 0))
        var events: [TradingEvent] = []

        init(_ rules: TradingRules, _ opening: MarketSnapshot) throws {
            engine = OrderEngine(OrderEngineTests.instrument, rules)
            book = ExchangeBook(opening)
            for key in ["a", "b"] {
                try engine.open(
                    TradingAccount(
                        apiKey: key,
                        secret: [],
                        balances: [.init("ETH", "1000"), .init("USDT", "3000000")],
                        fees: .init(makerMillionths: 700, takerMillionths: 1_300)
                    )
                )
            }
        }

        /// What the open orders add to the book, by side and price, counted from the orders alone.
        func own() -> [Side: [Int64: Int64]] {
            var own: [Side: [Int64: Int64]] = [.bid: [:], .ask: [:]]
            for order in engine.orders where order.state == .open {
                own[order.side.book]?[order.price ?? 0, default: 0] += order.remaining
            }
            return own
        }
    }

    private static func ticket(_ generator: inout SplitMix64, _ market: ClosedRange<Int64>) -> OrderTicket {
        let kinds: [(OrderTicket.Kind, OrderTicket.Lifetime)] = [
            (.limit, .untilCancelled), (.limit, .untilCancelled), (.limit, .immediateOrCancel), (.limit, .fillOrKill),
            (.postOnly, .untilCancelled), (.market, .immediateOrCancel),
        ]
        let (kind, lifetime) = kinds[Int.random(in: kinds.indices, using: &generator)]
        let rules: [SelfTradeRule] = [.trade, .endTaker, .endMaker, .endBoth, .decrement]
        return OrderTicket(
            account: Int.random(in: 0...1, using: &generator),
            clientID: "",
            side: Bool.random(using: &generator) ? .buy : .sell,
            kind: kind,
            lifetime: lifetime,
            price: kind == .market ? nil : Int64.random(in: market, using: &generator),
            quantity: Int64.random(in: 1...50, using: &generator) * 10_000_000,
            selfTrade: rules[Int.random(in: rules.indices, using: &generator)]
        )
    }

    @Test(
        "Nothing is made or lost, nothing fills beyond what stood there, priority is kept",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func laws(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var market = RandomMarket(seed: seed, width: 12)
        let rules = seed.isMultiple(of: 2) ? TradingRules.binance : .kraken
        var bench = try Bench(rules, market.opening(levels: 12))
        var recorded = bench.book
        for step in 0..<200 {
            bench.now.steady.nanoseconds += 1_000_000
            bench.events.removeAll()
            let before = bench
            switch Int.random(in: 0...9, using: &generator) {
            case 0...4:
                let ticket = Self.ticket(&generator, 249_985...250_015)
                do throws(EngineRefusal) {
                    let number = try bench.engine.place(ticket, &bench.book, at: bench.now, into: &bench.events)
                    Self.checkTaking(before, bench, number, "seed \(seed) step \(step)")
                } catch {
                    #expect(bench.book == before.book, "seed \(seed) step \(step): a refused order changed the book")
                }
            case 5:
                guard let open = before.engine.orders.filter({ $0.state == .open }).randomElement(using: &generator)
                else {
                    continue
                }
                let isEnded = bench.engine.cancel(
                    open.number,
                    .request,
                    &bench.book,
                    at: bench.now,
                    into: &bench.events
                )
                #expect(isEnded)
            case 6:
                let isBuyerMaker = Bool.random(using: &generator)
                let trade = MarketTrade(
                    identifier: 0,
                    price: Int64.random(in: 249_990...250_010, using: &generator),
                    quantity: Int64.random(in: 1...400_000_000, using: &generator),
                    isBuyerMaker: isBuyerMaker
                )
                let rest = bench.engine.share(trade, &bench.book, at: bench.now, into: &bench.events)
                let ours = bench.engine.fills.dropFirst(before.engine.fills.count).reduce(0) { $0 + $1.quantity }
                #expect(ours + (rest?.quantity ?? 0) <= trade.quantity, "seed \(seed) step \(step)")
            default:
                var change = market.change()
                recorded.apply(change)
                bench.engine.absorb(&change, &bench.book, at: bench.now, into: &bench.events)
            }
            if step.isMultiple(of: 4) { Self.check(bench, "seed \(seed) step \(step)") }
            #expect(bench.engine.played(bench.book) == recorded, "seed \(seed) step \(step)")
        }
        #expect(bench.engine.fills.count > 10, "seed \(seed) traded too little to show anything")
    }

    /// An order that took: against the levels that stood there, walked by a twin that knows the terms alone.
    private static func checkTaking(_ before: Bench, _ after: Bench, _ number: Int64, _ place: Comment) {
        guard let order = after.engine.order(number) else { return }
        let fills = after.engine.fills.filter { $0.order == number }
        let side = order.side.book.opposite
        var taken: [Int64: Int64] = [:]
        var last: Int64?
        for fill in fills {
            #expect(!fill.isMaker, place)
            if let price = order.price { #expect(OrderEngine.crosses(order.side, price, fill.price), place) }
            if let last { #expect(order.side == .buy ? fill.price >= last : fill.price <= last, place) }
            last = fill.price
            taken[fill.price, default: 0] += fill.quantity
        }
        for (price, quantity) in taken {
            #expect(quantity <= before.book[side].quantity(at: price), place)
            // A worse price is touched only when the better ones are used up, but for orders that ended by self-trade.
            let better = (0..<after.book[side].count).map { after.book[side][$0] }.filter {
                order.side == .buy ? $0.price < price : $0.price > price
            }
            #expect(better.isEmpty, place)
        }
        #expect(order.filled == taken.values.reduce(0, +), place)
        if order.lifetime == .fillOrKill { #expect(order.filled == 0 || order.state == .filled, place) }
        if order.kind == .postOnly { #expect(fills.isEmpty, place) }
    }

    /// What always holds.
    private static func check(_ bench: Bench, _ place: Comment) {
        let engine = bench.engine
        let own = bench.own()
        for side in [Side.bid, .ask] {
            for (price, quantity) in own[side] ?? [:] {
                #expect(bench.book[side].quantity(at: price) >= quantity, place)
            }
        }
        for account in engine.accounts.indices {
            let fills = engine.fills.filter { $0.account == account }
            var base: Int128 = 1_000 * 100_000_000
            var quote: Int128 = 3_000_000 * 10_000_000_000
            for fill in fills {
                let sign: Int128 = fill.side == .buy ? 1 : -1
                base += sign * Int128(fill.quantity)
                quote -= sign * fill.quote
                if fill.feeAsset == "ETH" { base -= fill.fee } else { quote -= fill.fee }
            }
            let holdings = engine.ledger.holdings[account]
            #expect(holdings.map(\.total) == [base, quote], place)
            #expect(holdings.allSatisfy { $0.free >= 0 && $0.locked >= 0 }, place)
            let reserved = engine.orders.filter { $0.account == account && $0.state == .open }
            let asks = reserved.filter { $0.side == .sell }.reduce(Int128(0)) { $0 + Int128($1.remaining) }
            #expect(holdings[0].locked == asks, place)
        }
        let fillsOf = Dictionary(grouping: engine.fills, by: \.order)
        for order in engine.orders {
            let fills = fillsOf[order.number] ?? []
            #expect(order.filled == fills.reduce(0) { $0 + $1.quantity }, place)
            #expect(order.quoteFilled == fills.reduce(0) { $0 + $1.quote }, place)
            #expect(order.filled + order.prevented <= order.quantity, place)
        }
        if let bid = (own[.bid] ?? [:]).keys.max(), let ask = (own[.ask] ?? [:]).keys.min() {
            #expect(bid < ask, place)
        }
    }

    @Test("A trade of the market reaches open orders by price, then by age")
    func priority() throws {
        let opening = MarketSnapshot(
            lastID: 1,
            bids: [BookLevel(price: 249_000, quantity: 1)],
            asks: [BookLevel(price: 251_000, quantity: 1)]
        )
        var bench = try Bench(.binance, opening)
        var numbers: [Int64] = []
        for price: Int64 in [250_000, 250_100, 250_000] {
            let ticket = OrderTicket(
                account: 0,
                clientID: "",
                side: .buy,
                kind: .limit,
                lifetime: .untilCancelled,
                price: price,
                quantity: 100,
                selfTrade: .trade
            )
            numbers.append(try bench.engine.place(ticket, &bench.book, at: bench.now, into: &bench.events))
        }
        let trade = MarketTrade(identifier: 7, price: 249_500, quantity: 250, isBuyerMaker: true)
        let rest = bench.engine.share(trade, &bench.book, at: bench.now, into: &bench.events)
        #expect(rest == nil)
        #expect(bench.engine.fills.map(\.order) == [numbers[1], numbers[0], numbers[2]])
        #expect(bench.engine.fills.map(\.quantity) == [100, 100, 50])
        #expect(bench.engine.fills.map(\.price) == [250_100, 250_000, 250_000])
    }

    @Test("A counter falls by the second and refuses to pass its limit")
    func counter() {
        var counter = DecayingCounter(limit: 60, decay: 100)
        let time = { (seconds: Int64) in MonotonicTime(nanoseconds: seconds * 1_000_000_000) }
        let admitted = [(60, 0), (1, 0), (5, 5), (1, 5)].map { counter.add($0.0, at: time($0.1)) }
        #expect(admitted == [true, false, true, false])
        let levels = [25, 1_000].map { counter.hundredths(at: time($0)) }
        #expect(levels == [4_000, 0])
    }
}
