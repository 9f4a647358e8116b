import Books
import TestKit
import Testing
import Venues

@testable import Simulator

/// A market of other prices or without a side, held against a book that is made anew at each step.
@Suite("A market in another form than recorded")
struct MarketShapeTests {
    private static let stream = "/stream?streams=ethusdt@depth@100ms/ethusdt@bookTicker"
    private static let subscription =
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":10}}"

    private static func faults(_ generator: inout SplitMix64) -> ExchangeInput {
        switch generator.pick(0...4) {
        case 0: .fault(FaultOrder(.apart(basisPoints: generator.pick(-400...400))))
        case 1: .fault(FaultOrder(.emptySide(.bid)))
        case 2: .fault(FaultOrder(.emptySide(.ask)))
        case 3: .faultEnd(.apart)
        default: .faultEnd(.emptySide)
        }
    }

    /// The form that the faults which are on ask for; the offset is the exchange's own, by its book when it began.
    private static func form(_ desk: FaultDesk) -> MarketForm {
        var form = MarketForm(offset: desk[.apart] == nil ? 0 : desk.shape.wanted.offset)
        if case .emptySide(let side) = desk[.emptySide]?.order.fault { form.emptySide = side }
        return form
    }

    @Test(
        "Binance: whoever follows the changes has the recorded book in the form asked for, and the tops fit it",
        arguments: 1...4 as ClosedRange<UInt64>
    )
    func binance(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var market = RandomMarket(seed: seed, width: 20)
        let opening = market.opening(levels: 15)
        var desk = Desk(BinanceExchange(.binanceETH, opening: opening))
        var recorded = ExchangeBook(opening)
        let connection = desk.connect(Self.stream)
        var client = NaiveBinanceClient(.binanceETH)
        let snapshot = desk.get("/api/v3/depth?symbol=ETHUSDT&limit=5000")
        try client.receive(snapshot: try #require(snapshot).text)
        var switched = 0
        for step in 0..<400 {
            if generator.oneIn(12) { desk.give(Self.faults(&generator)) }
            let change = market.change()
            recorded.apply(change)
            var top: JSONValue?
            for text in desk.texts(of: connection, in: desk.give(.market(.depth(change)))) {
                let message = try JSONValue(text: text)
                let data = try #require(message["data"])
                if data["e"] == nil { top = data } else { try client.receive(event: data) }
            }
            let expected = Self.form(desk.exchange.faults).book(recorded)
            #expect(desk.exchange.book == expected, "seed \(seed) step \(step)")
            #expect(client.book.equals(expected), "seed \(seed) step \(step)")
            #expect(client.lastID == change.lastID)
            guard let top else { continue }
            switched += 1
            #expect(top["u"]?.integer == change.lastID)
            #expect(Self.level(top["b"], top["B"]) == expected.bids.best ?? MarketForm.nothing, "step \(step)")
            #expect(Self.level(top["a"], top["A"]) == expected.asks.best ?? MarketForm.nothing, "step \(step)")
        }
        #expect(switched > 8)
    }

    private static func level(_ price: JSONValue?, _ quantity: JSONValue?) -> BookLevel? {
        let instrument = ExchangeInstrument.binanceETH
        guard let price = price?.string, let quantity = quantity?.string,
            let units = try? DecimalText.parse(price, unit: instrument.priceUnit),
            let amount = try? DecimalText.parse(quantity, unit: instrument.quantityUnit)
        else { return nil }
        return BookLevel(price: units, quantity: amount)
    }

    @Test(
        "Kraken: whoever follows the changes has the recorded book in the form asked for, by its checksum",
        arguments: 1...4 as ClosedRange<UInt64>
    )
    func kraken(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var market = RandomMarket(seed: seed, width: 20)
        let opening = market.opening(levels: 15)
        var desk = Desk(KrakenExchange(.krakenETH, opening: opening))
        var recorded = ExchangeBook(opening)
        let connection = desk.connect("/v2")
        var client = NaiveKrakenClient(.krakenETH, depth: 10)
        for text in desk.send(Self.subscription, from: connection).dropFirst() { try client.receive(text) }
        for step in 0..<400 {
            if generator.oneIn(12) { desk.give(Self.faults(&generator)) }
            let change = market.change()
            recorded.apply(change)
            for text in desk.texts(of: connection, in: desk.give(.market(.depth(change))))
            where text.hasPrefix("{\"channel\":\"book\"") {
                try client.receive(text)
            }
            let expected = Self.form(desk.exchange.faults).book(recorded)
            #expect(client.book.equals(expected, depth: 10), "seed \(seed) step \(step)")
        }
        #expect(client.updates > 200)
    }

    @Test(
        "What is stated of a number is what the book has there, whenever the form changes",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func statedTops(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var market = RandomMarket(seed: seed, width: 20)
        let opening = market.opening(levels: 15)
        var recorded = ExchangeBook(opening)
        var shape = MarketShape()
        var told = recorded
        var stated: MarketTicker?
        var compared = 0
        func take(_ event: PlayedEvent) {
            for event in shape.shaped(event) {
                switch event {
                case .ticker(let ticker): stated = ticker
                case .depth(let change): told.apply(change)
                case .trade, .restart: Issue.record("neither was played")
                }
            }
        }
        func change() {
            guard generator.oneIn(6) else { return }
            var form = MarketForm(offset: generator.pick(-2...2) * 100)
            if generator.oneIn(3) { form.emptySide = generator.oneIn(2) ? .bid : .ask }
            shape.want(form, from: recorded)
        }
        for step in 0..<400 {
            change()
            let next = market.change()
            var after = recorded
            after.apply(next)
            if generator.oneIn(2), let bid = after.bids.best, let ask = after.asks.best {
                take(.ticker(MarketTicker(identifier: next.lastID, bid: bid, ask: ask)))
                change()
            }
            take(.depth(next))
            recorded = after
            guard let stated, stated.identifier == next.lastID else { continue }
            compared += 1
            #expect(stated.bid == told.bids.best ?? MarketForm.nothing, "seed \(seed) step \(step)")
            #expect(stated.ask == told.asks.best ?? MarketForm.nothing, "seed \(seed) step \(step)")
        }
        #expect(compared > 100)
    }

    @Test("Trades move along, nobody sells where nobody bids, and a recording that begins again keeps the form")
    func trades() {
        var shape = MarketShape()
        let opening = MarketSnapshot(
            lastID: 7,
            bids: [BookLevel(price: 250_000, quantity: 5)],
            asks: [BookLevel(price: 250_002, quantity: 5)]
        )
        let book = ExchangeBook(opening)
        var form = MarketForm(offset: MarketForm.offset(300, of: book, tick: 10))
        form.emptySide = .bid
        #expect(form.offset == 7_500)
        shape.want(form, from: book)
        let sell = MarketTrade(identifier: 1, price: 250_000, quantity: 1, isBuyerMaker: true)
        let buy = MarketTrade(identifier: 2, price: 250_002, quantity: 1, isBuyerMaker: false)
        // Until the next change everybody sees the market as it was.
        #expect(shape.shaped(.trade(sell)) == [.trade(sell)])
        #expect(shape.shaped(.depth(MarketDepth(lastID: 8, bids: [], asks: []))).count == 2)
        #expect(shape.shaped(.trade(sell)).isEmpty)
        #expect(
            shape.shaped(.trade(buy))
                == [.trade(MarketTrade(identifier: 2, price: 257_502, quantity: 1, isBuyerMaker: false))]
        )
        let again = MarketSnapshot(lastID: 9, bids: [], asks: [BookLevel(price: 257_502, quantity: 5)])
        var restart = opening
        restart.lastID = 9
        #expect(shape.shaped(.restart(restart)) == [.restart(again)])
    }
}
