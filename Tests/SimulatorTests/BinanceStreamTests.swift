import Books
import Testing
import Venues

@testable import Simulator

@Suite("The streams of the simulated Binance")
struct BinanceStreamTests {
    private static let opening = MarketSnapshot(
        lastID: 100,
        bids: [BookLevel(price: 268_000, quantity: 50_000)],
        asks: [BookLevel(price: 268_100, quantity: 100_000_000)]
    )

    private static func desk() -> Desk<BinanceExchange> {
        Desk(BinanceExchange(.binanceETH, opening: opening))
    }

    private static func change(_ lastID: Int64, _ quantity: Int64 = 70_000) -> ExchangeInput {
        let level = BookLevel(price: 268_000, quantity: quantity)
        return .market(.depth(MarketDepth(lastID: lastID, bids: [level], asks: [])))
    }

    private static let trade = MarketTrade(identifier: 5, price: 268_010, quantity: 200_000_000, isBuyerMaker: true)

    private static let ticker = MarketTicker(
        identifier: 107,
        bid: BookLevel(price: 268_000, quantity: 70_000),
        ask: BookLevel(price: 268_100, quantity: 100_000_000)
    )

    @Test("Raw streams carry bare events, stamped with the exchange's clock and its own identifiers")
    func rawStreams() {
        var desk = Self.desk()
        let client = desk.connect("/ws/ethusdt@depth@100ms/ethusdt@trade/ethusdt@bookTicker")
        #expect(desk.effects == [.accept(client)])
        #expect(
            desk.texts(of: client, in: desk.give(Self.change(105))) == [
                "{\"e\":\"depthUpdate\",\"E\":1723161255000,\"s\":\"ETHUSDT\",\"U\":101,\"u\":105,"
                    + "\"b\":[[\"2680.00000000\",\"0.00070000\"]],\"a\":[]}"
            ]
        )
        #expect(
            desk.texts(of: client, in: desk.give(.market(.ticker(Self.ticker)))) == [
                "{\"u\":107,\"s\":\"ETHUSDT\",\"b\":\"2680.00000000\",\"B\":\"0.00070000\",\"a\":\"2681.00000000\","
                    + "\"A\":\"1.00000000\"}"
            ]
        )
        #expect(
            desk.texts(of: client, in: desk.give(.market(.trade(Self.trade)))) == [
                "{\"e\":\"trade\",\"E\":1723161255000,\"s\":\"ETHUSDT\",\"t\":5,\"p\":\"2680.10000000\","
                    + "\"q\":\"2.00000000\",\"T\":1723161255000,\"m\":true,\"M\":true}"
            ]
        )
    }

    @Test("Combined streams wrap the same events, and microseconds are given where they are asked for")
    func combinedStreams() {
        var desk = Self.desk()
        let client = desk.connect("/stream?streams=ethusdt@trade/ethusdt%40bookTicker&timeUnit=MICROSECOND")
        let texts = desk.texts(
            of: client,
            in: desk.give(.market(.trade(Self.trade))) + desk.give(.market(.ticker(Self.ticker)))
        )
        #expect(texts.count == 2)
        #expect(
            texts[0].hasPrefix(
                "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161255000000,\"s\":\"ETHUSDT\""
            )
        )
        #expect(texts[1].hasPrefix("{\"stream\":\"ethusdt@bookTicker\",\"data\":{\"u\":107,"))
        #expect(texts[1].hasSuffix("}}"))
    }

    @Test(
        "Other paths, and a unit that does not exist, are refused",
        arguments: [
            ("/", 404), ("/v2", 404), ("/stream/x", 404), ("/ws?timeUnit=HOUR", 400), ("/ws/%zz", 404),
        ]
    )
    func otherPaths(target: String, status: Int) {
        var desk = Self.desk()
        let client = desk.connect(target)
        guard desk.effects.count == 1, case .answer(client, let answer) = desk.effects[0] else {
            Issue.record("\(desk.effects)")
            return
        }
        #expect(answer.status == status)
    }

    @Test("A client subscribes, lists and unsubscribes while connected")
    func liveSubscription() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        #expect(desk.give(.market(.trade(Self.trade))).isEmpty)
        #expect(
            desk.send(
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\",\"ethusdt@depth@100ms\"],\"id\":1}",
                from: client
            ) == ["{\"result\":null,\"id\":1}"]
        )
        #expect(desk.give(.market(.trade(Self.trade))).count == 1)
        #expect(
            desk.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"a-1\"}", from: client) == [
                "{\"result\":[\"ethusdt@trade\",\"ethusdt@depth@100ms\"],\"id\":\"a-1\"}"
            ]
        )
        #expect(
            desk.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":null}", from: client) == [
                "{\"result\":null,\"id\":null}"
            ]
        )
        #expect(desk.give(.market(.trade(Self.trade))).isEmpty)
        #expect(desk.give(Self.change(105)).count == 1)
    }

    @Test(
        "An unknown symbol or stream is acknowledged, listed, and silent",
        arguments: [
            "btcusdt@trade", "ETHUSDT@trade", "ethusdt@nothing", "ethusdt@depth7", "ethusdt", "",
        ]
    )
    func unknownStreams(name: String) {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        #expect(
            desk.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"\(name)\"],\"id\":1}", from: client) == [
                "{\"result\":null,\"id\":1}"
            ]
        )
        #expect(
            desk.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}", from: client) == [
                "{\"result\":[\"\(name)\"],\"id\":2}"
            ]
        )
        #expect(desk.give(.market(.trade(Self.trade))).isEmpty)
        #expect(desk.give(Self.change(105)).isEmpty)
    }

    @Test("Events are wrapped or not as the property says from then on")
    func properties() {
        var desk = Self.desk()
        let client = desk.connect("/ws/ethusdt@trade")
        #expect(
            desk.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":1}", from: client) == [
                "{\"result\":false,\"id\":1}"
            ]
        )
        #expect(
            desk.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":2}", from: client) == [
                "{\"result\":null,\"id\":2}"
            ]
        )
        let texts = desk.texts(of: client, in: desk.give(.market(.trade(Self.trade))))
        #expect(texts.first?.hasPrefix("{\"stream\":\"ethusdt@trade\",\"data\":{") == true)
    }

    @Test(
        "What is not understood is answered with a code and Binance's words",
        arguments: [
            ("nonsense", "{\"code\":3,\"msg\":\"Invalid JSON: expected value at line 1 column 2\"}"),
            (
                "{\"method\":\"FLY\",\"id\":3}",
                "{\"code\":2,\"msg\":\"Invalid request: unknown variant `FLY`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, "
                    + "`LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`\",\"id\":3}"
            ),
            ("{\"id\":3}", "{\"code\":2,\"msg\":\"Invalid request: missing field `method`\",\"id\":3}"),
            ("[]", "{\"code\":2,\"msg\":\"Invalid request: missing field `method`\",\"id\":null}"),
            (
                "{\"method\":\"SUBSCRIBE\",\"id\":1}",
                "{\"code\":2,\"msg\":\"Invalid request: missing field `params`\",\"id\":1}"
            ),
            (
                "{\"method\":\"SUBSCRIBE\",\"params\":[7],\"id\":1}",
                "{\"code\":2,\"msg\":\"Invalid request: params must be an array of strings\",\"id\":1}"
            ),
            (
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":true}",
                "{\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}"
            ),
            (
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"0123456789012345678901234567890123456\"}",
                "{\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}"
            ),
            (
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"colour\",true],\"id\":1}",
                "{\"code\":0,\"msg\":\"Unknown property\",\"id\":1}"
            ),
            (
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1}",
                "{\"code\":1,\"msg\":\"Invalid value type: expected Boolean\",\"id\":1}"
            ),
            (
                "{\"method\":\"SET_PROPERTY\",\"params\":[1],\"id\":1}",
                "{\"code\":2,\"msg\":\"Invalid request: property name must be a string\",\"id\":1}"
            ),
            (
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true,1],\"id\":1}",
                "{\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":1}"
            ),
        ]
    )
    func faults(request: String, answer: String) {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        #expect(desk.send(request, from: client) == [answer])
    }

    @Test("More streams than a connection may have are refused")
    func tooManyStreams() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        let names = (0...1_024).map { "\"s\($0)@trade\"" }.joined(separator: ",")
        #expect(
            desk.send("{\"method\":\"SUBSCRIBE\",\"params\":[\(names)],\"id\":1}", from: client) == [
                "{\"code\":2,\"msg\":\"Invalid request: too many streams\",\"id\":1}"
            ]
        )
    }

    @Test("The slow depth stream merges a second's changes into one event without a gap")
    func slowDepth() {
        var desk = Self.desk()
        let client = desk.connect("/ws/ethusdt@depth")
        #expect(desk.give(Self.change(103, 10_000)).isEmpty)
        desk.wait(.milliseconds(400))
        #expect(desk.give(Self.change(105, 0)).isEmpty)
        #expect(
            desk.give(
                .market(
                    .depth(
                        MarketDepth(
                            lastID: 106,
                            bids: [BookLevel(price: 268_050, quantity: 30_000)],
                            asks: [BookLevel(price: 268_100, quantity: 20_000)]
                        )
                    )
                )
            ).isEmpty
        )
        #expect(
            desk.texts(of: client, in: desk.wait(.milliseconds(600))) == [
                "{\"e\":\"depthUpdate\",\"E\":1723161256000,\"s\":\"ETHUSDT\",\"U\":101,\"u\":106,"
                    + "\"b\":[[\"2680.50000000\",\"0.00030000\"],[\"2680.00000000\",\"0.00000000\"]],"
                    + "\"a\":[[\"2681.00000000\",\"0.00020000\"]]}"
            ]
        )
        #expect(desk.wait(.seconds(2)).isEmpty)
        desk.give(Self.change(110))
        let texts = desk.texts(of: client, in: desk.wait(.seconds(1)))
        #expect(texts.count == 1)
        #expect(texts[0].contains("\"U\":107,\"u\":110"))
    }

    @Test("Partial depth streams carry the best levels whole", arguments: [(5, "@100ms"), (10, ""), (20, "@100ms")])
    func partialDepth(levels: Int, pace: String) {
        var market = RandomMarket(seed: 4, width: 100)
        var desk = Desk(BinanceExchange(.binanceETH, opening: market.opening(levels: 60)))
        let client = desk.connect("/ws/ethusdt@depth\(levels)\(pace)")
        let effects = desk.give(.market(.depth(market.change()))) + desk.wait(.seconds(1))
        let texts = desk.texts(of: client, in: effects)
        #expect(texts.count == 1)
        #expect(texts.first?.hasPrefix("{\"lastUpdateId\":\(desk.exchange.lastUpdateID),\"bids\":[[\"") == true)
        #expect(texts.first?.split(separator: "\",\"").count == 2 * levels + 1)
    }
}
