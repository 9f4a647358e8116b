import Books
import TestKit
import Testing
import Venues

@testable import Simulator

@Suite("Trading on the simulated Kraken")
struct KrakenTradingTests {
    private typealias Trader = TradingDesk<KrakenExchange>

    private static func rows(_ heard: [JSONValue]) -> [JSONValue] {
        heard.filter { $0["channel"]?.string == "executions" }.flatMap { $0["data"]?.array ?? [] }
    }

    private static func error(_ answer: JSONValue?) -> String? { answer?["error"]?.string }

    @Test("An IOC is accepted first and trades then, sparse and in sequence; the ledger has it exactly")
    func takes() throws {
        var trader = try Trader.kraken()
        let heard = try trader.order("buy", "2002", "1.5", "ioc", id: "a")
        #expect(heard.first?["success"]?.bool == true)
        #expect(heard.first?["result"]?["cl_ord_id"]?.string == "a")
        let rows = Self.rows(heard)
        #expect(rows.map { $0["exec_type"]?.string } == ["pending_new", "new", "trade", "trade", "filled"])
        #expect(rows[1]["symbol"] == nil)
        #expect(rows[3]["cum_qty"]?.decimalText == "1.5")
        #expect(rows[2]["fees"]?.array?.first?["qty"]?.decimalText == "5.2026")
        #expect(heard.compactMap { $0["sequence"]?.integer } == [2, 3, 4, 5, 6])
        let account = try trader.ledger()
        // 2001 + 1001 and 26 basis points of each.
        #expect(account.balances.map(\.free) == ["21.5", "56990.1948"])
        #expect(account.balances.map(\.locked) == ["0", "0"])
        let part = Self.rows(try trader.order("buy", "2002", "5", "ioc", id: "b"))
        #expect(part.last?["exec_type"]?.string == "canceled")
        #expect(part.last?["cum_qty"]?.decimalText == "2.5")
    }

    @Test("A resting order is reserved with its fee, trades as maker, and a fill-or-kill fills whole or not at all")
    func rests() throws {
        var trader = try Trader.kraken()
        _ = try trader.order("buy", "2000.5", "1", id: "a")
        #expect(try trader.ledger().balances[1].locked == "2005.7013")
        let heard = Self.rows(try trader.heard(trader.trade(200_040, 40_000_000, isBuyerMaker: true)))
        #expect(heard.first?["last_price"]?.decimalText == "2000.5")
        #expect(heard.first?["liquidity_ind"]?.string == "m")
        let killed = Self.rows(try trader.order("buy", "2001", "1.1", "fok", id: "b"))
        #expect(killed.map { $0["exec_type"]?.string } == ["pending_new", "new", "canceled"])
        #expect(killed.last?["cum_qty"]?.decimalText == "0")
        let snapshot = try trader.rest("OpenOrders", "cl_ord_id=a")
        guard case .object(let open) = snapshot?["result"]?["open"] else {
            Issue.record("no open orders: \(String(describing: snapshot))")
            return
        }
        #expect(open.count == 1)
        #expect(open.first?.value["vol_exec"]?.string == "0.4")
    }

    @Test("A batch cancels what stands of up to fifty, says how many, and fails if nothing does; each end is told")
    func batch() throws {
        var trader = try Trader.kraken()
        for name in ["a", "b", "c"] { _ = try trader.order("buy", "1500", "0.1", id: name) }
        let first = try trader.rest("CancelOrderBatch", json: #""cl_ord_ids":["a","b","nobody","a"]"#)
        #expect(first?["error"]?.array?.isEmpty == true)
        #expect(first?["result"]?["count"]?.integer == 2)
        #expect(try trader.ledger().orders.map(\.state) == [.cancelled, .cancelled, .open])
        let again = try trader.rest("CancelOrderBatch", json: #""cl_ord_ids":["a","b"]"#)
        #expect(again?["error"]?.array?.first?.string == "EOrder:Unknown order")
        let name = try #require(trader.ledger().orders.last).identifier
        let named = try trader.rest("CancelOrderBatch", json: #""orders":["\#(name)"]"#)
        #expect(named?["result"]?["count"]?.integer == 1)
        let many = (0..<51).map { "\"n\($0)\"" }.joined(separator: ",")
        let refused = try trader.rest("CancelOrderBatch", json: #""cl_ord_ids":[\#(many)]"#)
        #expect(refused?["error"]?.array?.first?.string?.hasPrefix("EGeneral:Invalid arguments") == true)
    }

    @Test("Book messages carry the right checksum after our orders took and stood")
    func checksums() throws {
        var trader = try Trader.kraken()
        let market = trader.desk.connect("/v2")
        trader.desk.send(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":10}}",
            from: market
        )
        let start = trader.desk.effects.count
        _ = try trader.order("buy", "2001", "0.4", "ioc", id: "a")
        _ = try trader.order("sell", "2000.99", "0.3", id: "b")
        let texts = trader.desk.texts(of: market, in: Array(trader.desk.effects[start...]))
        #expect(texts.count == 2)
        var client = NaiveKrakenClient(.krakenETH, depth: 10)
        let snapshot = trader.desk.texts(of: market, in: trader.desk.effects).first {
            $0.contains("\"snapshot\",\"data\"")
        }
        try client.receive(try #require(snapshot))
        for text in texts { try client.receive(text) }
        #expect(trader.desk.exchange.book.asks.best == BookLevel(price: 200_099, quantity: 30_000_000))
    }

    @Test(
        "Orders are refused in Kraken's words",
        arguments: [
            ("\"symbol\":\"BTC/USD\"", "EQuery:Unknown asset pair"),
            ("\"order_qty\":0.001", "EOrder:Order minimum not met"),
            ("\"limit_price\":1.5", "EOrder:Cost minimum not met"),
            ("\"limit_price\":2000.005", "EOrder:Tick size check failed"),
            ("\"limit_price\":0", "EOrder:Invalid price"), ("\"order_qty\":40", "EOrder:Insufficient funds"),
            ("\"side\":\"hold\"", "EGeneral:Invalid arguments:side"),
            ("\"order_type\":\"stop\"", "EGeneral:Invalid arguments:ordertype"),
            ("\"cl_ord_id\":\"nineteen-characters\"", "EGeneral:Invalid arguments:cl_ord_id"),
            ("\"cl_ord_id\":\"first\"", "EGeneral:Invalid arguments:cl_ord_id"),
            ("\"post_only\":true,\"limit_price\":2001", "EOrder:Post only order"),
            ("\"deadline\":\"2024-08-08T23:00:00.000Z\"", "EService:Deadline elapsed"),
            ("\"deadline\":\"2024-08-08T23:54:15.300Z\"", "EGeneral:Invalid arguments:deadline"),
            ("\"token\":\"x\"", "ESession:Invalid session"), ("\"token\":\"\"", "EAPI:Invalid token"),
        ]
    )
    func refusals(change: String, text: String) throws {
        var trader = try Trader.kraken()
        _ = try trader.order("buy", "1500", "0.01", id: "first")
        let standard = [
            "\"order_type\":\"limit\"", "\"side\":\"buy\"", "\"symbol\":\"ETH/USDT\"", "\"order_qty\":0.1",
            "\"limit_price\":2000", "\"cl_ord_id\":\"b\"",
        ]
        // The first member of a name counts.
        let parameters = ([change] + standard).joined(separator: ",")
        #expect(Self.error(try trader.ask("add_order", parameters).first) == text)
        #expect(try trader.ledger().orders.count == 1)
    }

    @Test("A deadline that passes while the order waits is refused by the engine; validate places nothing")
    func deadline() throws {
        var trader = try Trader.kraken()
        #expect(trader.desk.now.wall.nanoseconds == 1_723_161_255_000_000_000)
        trader.desk.give(.fault(FaultOrder(.orderDelay(.seconds(2)))))
        let late = ",\"deadline\":\"2024-08-08T23:54:16.000Z\""
        #expect(try trader.order("buy", "1500", "0.01", id: "a", late).isEmpty)
        #expect(
            try trader.heard(trader.desk.wait(.seconds(3))).compactMap { Self.error($0) } == [
                "EService:Deadline elapsed"
            ]
        )
        trader.desk.give(.faultEnd(nil))
        let checked = try trader.order("buy", "1500", "0.01", id: "a", ",\"validate\":true")
        #expect(checked.first?["success"]?.bool == true)
        #expect(checked.first?["result"]?["order_id"]?.string?.isEmpty == true)
        #expect(try trader.ledger().orders.isEmpty)
    }

    @Test("The dead man's switch takes every order back at its time, and not once it is unwound")
    func deadMan() throws {
        var trader = try Trader.kraken()
        _ = try trader.order("buy", "1500", "0.01", id: "a")
        let wound = try trader.ask("cancel_all_orders_after", "\"timeout\":60").first
        #expect(wound?["result"]?["triggerTime"]?.string == "2024-08-08T23:55:15Z")
        _ = trader.desk.wait(.seconds(59))
        #expect(try trader.ledger().orders.map(\.state) == [.open])
        let rows = Self.rows(try trader.heard(trader.desk.wait(.seconds(2))))
        #expect(rows.map { $0["exec_type"]?.string } == ["canceled"])
        _ = try trader.order("buy", "1500", "0.01", id: "b")
        _ = try trader.ask("cancel_all_orders_after", "\"timeout\":10")
        _ = try trader.ask("cancel_all_orders_after", "\"timeout\":0")
        _ = trader.desk.wait(.seconds(11))
        #expect(try trader.ledger().orders.map(\.state) == [.cancelled, .open])
        #expect(try trader.ask("cancel_all", "").first?["result"]?["count"]?.integer == 1)
    }

    @Test("Young cancellations use the rate counter up, and it falls again")
    func rate() throws {
        var trader = try Trader.kraken(tier: .starter)
        var placed = 0
        while try trader.order("buy", "1500", "0.01", id: "n\(placed)").first?["success"]?.bool == true {
            #expect(try trader.ask("cancel_order", "\"cl_ord_id\":[\"n\(placed)\"]").first?["success"]?.bool == true)
            placed += 1
        }
        // Nine a round, sixty in all.
        #expect(placed == 7)
        #expect(Self.error(try trader.order("buy", "1500", "0.01", id: "z").first) == "EOrder:Rate limit exceeded")
        _ = trader.desk.wait(.seconds(10))
        #expect(try trader.order("buy", "1500", "0.01", id: "z").first?["success"]?.bool == true)
    }

    @Test("Keys, signatures, nonces and calls are checked in Kraken's words")
    func gate() throws {
        var trader = try Trader.kraken()
        let text = { (answer: JSONValue?) in answer?["error"]?.array?.first?.string }
        #expect(text(try trader.rest("Balance", "", key: "other")) == "EAPI:Invalid key")
        #expect(text(try trader.rest("Balance", "", nonce: 1)) == "EAPI:Invalid nonce")
        #expect(text(try trader.rest("Fly", "")) == "EGeneral:Unknown method")
        let request = ExchangeRequest(
            method: "POST",
            target: "/0/private/Balance",
            headers: [HTTPHeader("API-Key", "key"), HTTPHeader("API-Sign", "AAAA")],
            body: Array("nonce=999999".utf8)
        )
        let effects = trader.desk.give(.request(ConnectionID(number: 5_000), request))
        #expect(String(describing: effects).isEmpty == false)
        guard case .answer(_, let answer) = try #require(effects.first) else { return }
        #expect(answer.text == "{\"error\":[\"EAPI:Invalid signature\"]}")
        var last: String?
        for _ in 0..<30 where last == nil { last = text(try trader.rest("Balance", "")) }
        #expect(last == "EAPI:Rate limit exceeded")
    }

    @Test("REST shows orders, trades and balances as the ledger has them")
    func queries() throws {
        var trader = try Trader.kraken()
        let added = try trader.rest(
            "AddOrder",
            "pair=ETHUSDT&type=sell&ordertype=limit&volume=1&price=2000&timeinforce=IOC&cl_ord_id=r1"
        )
        let identifier = try #require(added?["result"]?["txid"]?.array?.first?.string)
        #expect(added?["result"]?["descr"]?["order"]?.string == "sell 1 ETHUSDT @ limit 2000")
        let asked = try trader.rest("QueryOrders", "txid=\(identifier)")
        #expect(asked?["result"]?[identifier]?["status"]?.string == "closed")
        #expect(asked?["result"]?[identifier]?["fee"]?.string == "5.2")
        let closed = try trader.rest("ClosedOrders", "cl_ord_id=r1")
        #expect(closed?["result"]?["count"]?.integer == 1)
        let trades = try trader.rest("TradesHistory", "")
        #expect(trades?["result"]?["count"]?.integer == 1)
        #expect(try trader.rest("Balance", "")?["result"]?["XETH"]?.string == "19.0000000000")
        #expect(try trader.rest("BalanceEx", "")?["result"]?["USDT"]?["balance"]?.string == "61994.8000000000")
        // Python's `False` is what its libraries send.
        let tried = try trader.rest(
            "AddOrder",
            "pair=ETHUSDT&type=sell&ordertype=limit&volume=1&price=3000&validate=True"
        )
        #expect(tried?["error"]?.array?.isEmpty == true && tried?["result"]?["txid"] == nil)
        let fees = try trader.rest("TradeVolume", "pair=ETHUSDT")
        #expect(fees?["result"]?["fees"]?["ETHUSDT"]?["fee"]?.string == "0.2600")
        #expect(try trader.rest("CancelAll", "")?["result"]?["count"]?.integer == 0)
    }

    @Test("A token holds for fifteen minutes, and longer while a subscription that it opened lasts")
    func token() throws {
        var trader = try Trader.kraken()
        _ = trader.desk.wait(.seconds(901))
        #expect(try trader.order("buy", "1500", "0.01", id: "a").first?["success"]?.bool == true)
        _ = try trader.ask("unsubscribe", "\"channel\":\"executions\"")
        #expect(Self.error(try trader.order("buy", "1500", "0.01", id: "b").first) == "ESession:Invalid session")
    }

    @Test("Damaged orders with a token that holds never stop the exchange", arguments: 1...3 as ClosedRange<UInt64>)
    func damage(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var trader = try Trader.kraken()
        let texts = [
            "{\"method\":\"add_order\",\"req_id\":1,\"params\":{\"order_type\":\"limit\",\"side\":\"buy\",\"symbol\":"
                + "\"ETH/USDT\",\"order_qty\":0.1,\"limit_price\":2001.00,\"time_in_force\":\"ioc\",\"cl_ord_id\":\"a\","
                + "\"deadline\":\"2024-08-08T23:54:20.000Z\",\"cash_order_qty\":10,\"token\":\"\(trader.token)\"}}",
            "{\"method\":\"cancel_order\",\"params\":{\"order_id\":[\"O00000-00000-05YC1T\"],\"token\":\"\(trader.token)\"}}",
            "{\"method\":\"cancel_all_orders_after\",\"params\":{\"timeout\":60,\"token\":\"\(trader.token)\"}}",
        ]
        for _ in 0..<1_500 {
            var bytes = Array(texts[Int.random(in: texts.indices, using: &generator)].utf8)
            let index = Int.random(in: 0..<(bytes.count - trader.token.utf8.count - 4), using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &generator)
            case 1: bytes.insert(UInt8(ascii: "9"), at: index)
            default: bytes.remove(at: index)
            }
            let heard = trader.desk.texts(of: trader.socket, in: trader.desk.give(.text(trader.socket, bytes)))
            #expect(!heard.isEmpty, "seed \(seed), \(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(try trader.ledger().balances.allSatisfy { !$0.free.hasPrefix("-") })
    }
}
