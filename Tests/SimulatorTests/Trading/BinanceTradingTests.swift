import Books
import Testing
import Venues

@testable import Simulator

@Suite("Trading on the simulated Binance")
struct BinanceTradingTests {
    private typealias Trader = TradingDesk<BinanceExchange>

    private static func code(_ answer: JSONValue?) -> Int64? { answer?["error"]?["code"]?.integer }

    private static func text(_ answer: JSONValue?) -> String? { answer?["error"]?["msg"]?.string }

    @Test("An IOC takes what stands within its limit, best price first, and ends EXPIRED; the ledger has it exactly")
    func takes() throws {
        var trader = try Trader.binance()
        let heard = try trader.order("BUY", "2001.00", "1.5000", "IOC", id: "a")
        let result = try #require(heard.first?["result"])
        #expect(result["status"]?.string == "EXPIRED")
        #expect(result["executedQty"]?.string == "1.00000000")
        #expect(result["cummulativeQuoteQty"]?.string == "2001.00000000")
        #expect(result["fills"]?.array?.count == 1)
        #expect(result["fills"]?.array?.first?["commission"]?.string == "0.00100000")
        #expect(result["fills"]?.array?.first?["commissionAsset"]?.string == "ETH")
        let events = heard.compactMap { $0["event"] }
        #expect(
            events.map { $0["x"]?.string ?? $0["e"]?.string } == ["NEW", "TRADE", "EXPIRED", "outboundAccountPosition"]
        )
        #expect(events[1]["X"]?.string == "PARTIALLY_FILLED")
        let account = try trader.ledger()
        #expect(account.balances.map(\.free) == ["20.999", "57999"])
        #expect(account.balances.map(\.locked) == ["0", "0"])
        #expect(account.orders.map(\.state) == [.expired])
    }

    @Test(
        "What was taken is gone from the public book with its next change, by numbers that follow, until the recording says otherwise"
    )
    func staysGone() throws {
        var trader = try Trader.binance()
        let stream = trader.desk.connect("/ws/ethusdt@depth@100ms/ethusdt@trade/ethusdt@bookTicker")
        let before = trader.desk.effects.count
        _ = try trader.order("BUY", "2001.00", "1.0000", "IOC", id: "a")
        _ = trader.market(bids: [BookLevel(price: 199_800, quantity: 5_000_000)])
        let told = try trader.desk.texts(of: stream, in: Array(trader.desk.effects[before...])).map(
            JSONValue.init(text:)
        )
        #expect(told.map { $0["e"]?.string ?? "ticker" } == ["trade", "ticker", "depthUpdate"])
        #expect(told[0]["m"]?.bool == false)
        #expect(told[1]["a"]?.string == "2002.00000000")
        #expect(told[2]["U"]?.integer == 101)
        #expect(told[2]["a"]?.array?.first?.array?[1].string == "0.00000000")
        #expect(told[2]["b"]?.array?.first?.array?[0].string == "1998.00000000")
        #expect(trader.desk.exchange.book.asks.best?.price == 200_200)
        _ = trader.market(asks: [BookLevel(price: 200_100, quantity: 7_000_000)])
        #expect(trader.desk.exchange.book.asks.best == BookLevel(price: 200_100, quantity: 7_000_000))
    }

    @Test("A GTC order stands in the public book and trades behind what stood there before it, at its own price")
    func rests() throws {
        var trader = try Trader.binance()
        let placed = try trader.order("BUY", "2000.00", "0.5000", id: "a")
        #expect(placed.first?["result"]?["status"]?.string == "NEW")
        #expect(trader.desk.exchange.book.bids.best?.quantity == 150_000_000)
        #expect(try trader.ledger().balances[1].locked == "1000")
        // One stands before it: a trade of one goes past it, the next is its.
        #expect(try trader.heard(trader.trade(200_000, 100_000_000, isBuyerMaker: true)).isEmpty)
        let heard = try trader.heard(trader.trade(200_000, 20_000_000, isBuyerMaker: true))
        #expect(heard.first?["event"]?["x"]?.string == "TRADE")
        #expect(heard.first?["event"]?["l"]?.string == "0.20000000")
        #expect(heard.first?["event"]?["m"]?.bool == true)
        #expect(heard.first?["event"]?["n"]?.string == "0.00020000")
        // The market comes down through its price: the rest is filled by what stands there.
        let crossed = try trader.heard(trader.market(asks: [BookLevel(price: 199_950, quantity: 900_000_000)]))
        #expect(crossed.first?["event"]?["X"]?.string == "FILLED")
        #expect(crossed.first?["event"]?["L"]?.string == "2000.00000000")
        #expect(trader.desk.exchange.book.asks.best == BookLevel(price: 199_950, quantity: 870_000_000))
        let account = try trader.ledger()
        #expect(account.balances.map(\.free) == ["20.4995", "59000"])
        #expect(account.balances[1].locked == "0")
    }

    @Test("A cancelled order gives its reserve back; its report names the cancellation")
    func cancels() throws {
        var trader = try Trader.binance()
        _ = try trader.order("SELL", "2500.00", "2.0000", id: "a")
        #expect(try trader.ledger().balances[0].locked == "2")
        let heard = try trader.ask(
            "order.cancel",
            ["symbol": "ETHUSDT", "origClientOrderId": "a", "newClientOrderId": "c1"]
        )
        #expect(heard[0]["result"]?["status"]?.string == "CANCELED")
        #expect(heard[1]["event"]?["C"]?.string == "a")
        #expect(heard[1]["event"]?["c"]?.string == "c1")
        #expect(try trader.ledger().balances[0].free == "20")
        let again = try trader.ask("order.cancel", ["symbol": "ETHUSDT", "origClientOrderId": "a"])
        #expect(Self.code(again.first) == -2_011)
        let asked = try trader.ask("order.status", ["symbol": "ETHUSDT", "origClientOrderId": "a"])
        #expect(asked.first?["result"]?["status"]?.string == "CANCELED")
        let open = try trader.ask("openOrders.status", ["symbol": "ETHUSDT"])
        #expect(open.first?["result"]?.array?.isEmpty == true)
    }

    @Test(
        "Orders are refused in Binance's words",
        arguments: [
            (["price": "2000.005"], -1_111, "Parameter 'price' has too much precision."),
            (["quantity": "0.00005"], -1_013, "Filter failure: LOT_SIZE"),
            (["quantity": "0.00015"], -1_013, "Filter failure: LOT_SIZE"),
            (["quantity": "9000.0001"], -1_013, "Filter failure: LOT_SIZE"),
            (["quantity": "0.0010"], -1_013, "Filter failure: NOTIONAL"),
            (["price": "0"], -1_013, "Invalid price."),
            (["quantity": "0"], -1_013, "Invalid quantity."),
            (["price": "399.00", "quantity": "1"], -1_013, "Filter failure: PERCENT_PRICE_BY_SIDE"),
            (["price": "10003.00"], -1_013, "Filter failure: PERCENT_PRICE_BY_SIDE"),
            (["price": "1000000.01"], -1_013, "Filter failure: PRICE_FILTER"),
            (["quantity": "29.9997"], -2_010, "Account has insufficient balance for requested action."),
            (["symbol": "BTCUSDT"], -1_121, "Invalid symbol."), (["side": "HOLD"], -1_117, "Invalid side."),
            (["type": "STOP"], -1_116, "Invalid orderType."),
            (["timeInForce": "GTX"], -1_115, "Invalid timeInForce."),
            (
                ["newClientOrderId": "a.b"], -1_100,
                "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'."
            ),
            (["type": "LIMIT_MAKER"], -1_106, "Parameter 'timeInForce' sent when not required."),
            (
                ["type": "LIMIT_MAKER", "timeInForce": "", "price": "2001.00"], -2_010,
                "Order would immediately match and take."
            ),
            (["price": ""], -1_102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed."),
            (["newClientOrderId": "first"], -2_010, "Duplicate order sent."),
            (["apiKey": "other"], -2_015, "Invalid API-key, IP, or permissions for action."),
            (["recvWindow": "60001"], -1_131, "'recvWindow' must be less than 60000."),
        ] as [([String: String], Int64, String)]
    )
    func refusals(changes: [String: String], code: Int64, message: String) throws {
        var trader = try Trader.binance(listens: false)
        _ = try trader.order("BUY", "1500.00", "0.0100", id: "first")
        var values = [
            "symbol": "ETHUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": "2000.00",
            "quantity": "0.1000", "newClientOrderId": "b", "apiKey": "key", "recvWindow": "5000",
        ]
        values.merge(changes) { $1 }
        let answer = try trader.ask(
            "order.place",
            [
                "symbol": values["symbol"] ?? "", "side": values["side"] ?? "", "type": values["type"] ?? "",
                "timeInForce": values["timeInForce"] ?? "", "price": values["price"] ?? "",
                "quantity": values["quantity"] ?? "", "newClientOrderId": values["newClientOrderId"] ?? "",
                "apiKey": values["apiKey"] ?? "", "recvWindow": values["recvWindow"] ?? "",
            ]
        ).first
        #expect(Self.code(answer) == code)
        #expect(Self.text(answer) == message)
        #expect(try trader.ledger().orders.count == 1)
    }

    @Test("Time is looked at twice: at the gate, and again before the engine")
    func time() throws {
        var trader = try Trader.binance(listens: false)
        let open: KeyValuePairs = ["symbol": "ETHUSDT"]
        let early = try trader.ask("openOrders.status", open, at: trader.milliseconds + 1_000).first
        #expect(Self.text(early) == "Timestamp for this request was 1000ms ahead of the server's time.")
        let late = try trader.ask("openOrders.status", open, at: trader.milliseconds - 5_001).first
        #expect(Self.code(late) == -1_021)
        #expect(Self.code(try trader.ask("openOrders.status", open, at: trader.milliseconds - 5_000).first) == nil)
        #expect(Self.code(try trader.ask("openOrders.status", open, at: trader.milliseconds + 999).first) == nil)
        trader.desk.give(.fault(FaultOrder(.orderDelay(.seconds(6)))))
        #expect(try trader.order("BUY", "1500.00", "0.0100", id: "a").isEmpty)
        let answers = try trader.heard(trader.desk.wait(.seconds(7)))
        #expect(Self.text(answers.last) == "Timestamp for this request is outside of the recvWindow.")
        #expect(try trader.ledger().orders.isEmpty)
    }

    @Test("REST orders, asks and cancels as the WebSocket API does, with weights and counts in the headers")
    func rest() throws {
        var trader = try Trader.binance()
        let order = "symbol=ETHUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=1&price=2000&newClientOrderId=r1"
        let placed = try #require(try trader.rest("POST", "order", order))
        #expect(placed.status == 200)
        #expect(placed.body["status"]?.string == "FILLED")
        #expect(placed.body["fills"]?.array?.first?["commissionAsset"]?.string == "USDT")
        let asked = try #require(try trader.rest("GET", "order", "symbol=ETHUSDT&origClientOrderId=r1"))
        #expect(asked.body["executedQty"]?.string == "1.00000000")
        let trades = try #require(try trader.rest("GET", "myTrades", "symbol=ETHUSDT"))
        #expect(trades.body.array?.first?["commission"]?.string == "2.00000000")
        let missing = try #require(try trader.rest("GET", "order", "symbol=ETHUSDT&orderId=5"))
        #expect(missing.status == 400)
        #expect(missing.body["code"]?.integer == -2_013)
        #expect(missing.body["msg"]?.string == "Order does not exist.")
        let fees = try #require(try trader.rest("GET", "account/commission", "symbol=ETHUSDT"))
        #expect(fees.body["standardCommission"]?["taker"]?.string == "0.00100000")
        let limits = try #require(try trader.rest("GET", "rateLimit/order", ""))
        #expect(limits.body.array?.first?["count"]?.integer == 0)
        #expect(try trader.rest("POST", "order/test", order)?.body == .object([]))
        #expect(try trader.ledger().orders.count == 1)
    }

    @Test("The fiftieth order of ten seconds is the last that is taken; trades give some back")
    func orderRate() throws {
        var trader = try Trader.binance(listens: false)
        for number in 0..<50 {
            #expect(Self.code(try trader.order("BUY", "1500.00", "0.0100", id: "n\(number)").first) == nil)
        }
        let refused = try trader.order("BUY", "1500.00", "0.0100", id: "one-more").first
        #expect(Self.code(refused) == -1_015)
        #expect(refused?["status"]?.integer == 429)
        _ = trader.desk.wait(.seconds(10))
        #expect(Self.code(try trader.order("BUY", "1500.00", "0.0100", id: "one-more").first) == nil)
    }

    @Test(
        "Self-trade prevention ends whom it says",
        arguments: [
            ("EXPIRE_TAKER", "EXPIRED_IN_MATCH", "NEW"), ("EXPIRE_MAKER", "FILLED", "EXPIRED_IN_MATCH"),
            ("EXPIRE_BOTH", "EXPIRED_IN_MATCH", "EXPIRED_IN_MATCH"), ("NONE", "FILLED", "PARTIALLY_FILLED"),
            ("DECREMENT", "EXPIRED_IN_MATCH", "NEW"),
        ]
    )
    func selfTrade(mode: String, taker: String, maker: String) throws {
        var trader = try Trader.binance(listens: false)
        _ = try trader.order("SELL", "2000.50", "0.5000", id: "maker")
        _ = try trader.ask(
            "order.place",
            [
                "symbol": "ETHUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": "2001.00",
                "quantity": "0.2000", "newClientOrderId": "taker", "selfTradePreventionMode": mode,
            ]
        )
        let status = { (id: String) in
            try trader.ask("order.status", ["symbol": "ETHUSDT", "origClientOrderId": id]).first?["result"]?["status"]?
                .string
        }
        #expect(try status("taker") == taker)
        #expect(try status("maker") == maker)
    }

    @Test("A market order may be sized in the quote asset: whole lots, and FILLED")
    func quoteSized() throws {
        var trader = try Trader.binance()
        let answer = try trader.ask(
            "order.place",
            ["symbol": "ETHUSDT", "side": "BUY", "type": "MARKET", "quoteOrderQty": "100", "newClientOrderId": "q"]
        )
        #expect(answer.first?["result"]?["executedQty"]?.string == "0.04990000")
        #expect(answer.first?["result"]?["status"]?.string == "FILLED")
        #expect(answer.compactMap { $0["event"]?["X"]?.string }.last == "FILLED")
    }

    @Test("The session refuses what it cannot do, and subscriptions come once")
    func session() throws {
        var trader = try Trader.binance()
        #expect(Self.code(try trader.ask("userDataStream.subscribe.signature", [:]).first) == -2_035)
        #expect(Self.code(try trader.ask("session.logon", [:]).first) == -4_056)
        #expect(Self.code(try trader.ask("userDataStream.subscribe", [:]).first) == -1_002)
        #expect(try trader.ask("session.subscriptions", [:]).first?["result"]?.array?.count == 1)
        #expect(Self.code(try trader.ask("userDataStream.unsubscribe", ["subscriptionId": "7"]).first) == -2_036)
        #expect(Self.code(try trader.ask("userDataStream.unsubscribe", ["subscriptionId": "0"]).first) == nil)
        #expect(try trader.order("BUY", "1500.00", "0.0100", id: "a").count == 1)
        #expect(try trader.say("{").first?["error"]?["code"]?.integer == -1_135)
        #expect(Self.code(try trader.ask("order.fly", [:]).first) == -1_020)
        #expect(try trader.ask("time", [:]).first?["result"]?["serverTime"]?.integer == trader.milliseconds)
    }
}
