import Books
import Testing
import Venues

@testable import Simulator

@Suite("The life of a connection to the simulated Kraken")
struct KrakenLifeTests {
    private static let subscribe =
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"]}}"

    private static func desk() -> Desk<KrakenExchange> {
        Desk(KrakenExchange(.krakenETH, opening: MarketSnapshot(lastID: 1, bids: [], asks: [])))
    }

    private static func change(_ quantity: Int64) -> ExchangeInput {
        .market(.depth(MarketDepth(lastID: quantity, bids: [BookLevel(price: 100, quantity: quantity)], asks: [])))
    }

    @Test("Heartbeats begin with the first subscription and come a second after anything else")
    func heartbeats() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        #expect(desk.wait(.seconds(5)).isEmpty)
        desk.send(Self.subscribe, from: client)
        let heartbeat = ExchangeEffect.text(client, Array("{\"channel\":\"heartbeat\"}".utf8))
        #expect(desk.wait(.milliseconds(999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [heartbeat])
        #expect(desk.wait(.seconds(3)) == [heartbeat, heartbeat, heartbeat])
        desk.wait(.milliseconds(900))
        #expect(desk.give(Self.change(2)).count == 1)
        #expect(desk.wait(.milliseconds(900)).isEmpty)
        #expect(desk.wait(.milliseconds(100)) == [heartbeat])
    }

    @Test("A change that the window does not show puts no heartbeat off")
    func silentChange() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        for price in 101...110 {
            let level = BookLevel(price: Int64(price), quantity: 1)
            desk.give(.market(.depth(MarketDepth(lastID: 2, bids: [level], asks: []))))
        }
        desk.send(Self.subscribe, from: client)
        desk.wait(.milliseconds(500))
        #expect(desk.give(Self.change(3)).isEmpty)
        #expect(desk.wait(.milliseconds(500)).count == 1)
    }

    @Test("A connection without a subscription is closed after a minute, also when it had one before")
    func idle() {
        var desk = Self.desk()
        let idle = desk.connect("/v2")
        let active = desk.connect("/v2")
        desk.send(Self.subscribe, from: active)
        #expect(!desk.wait(.seconds(59)).contains { $0 == .close(idle, code: 1000, reason: "no subscription") })
        #expect(desk.wait(.seconds(1)).contains(.close(idle, code: 1000, reason: "no subscription")))
        desk.send(Self.subscribe.replacing("subscribe", with: "unsubscribe"), from: active)
        #expect(desk.wait(.milliseconds(59_999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [.close(active, code: 1000, reason: "no subscription")])
        #expect(desk.exchange.deadline == nil)
    }

    @Test("A restart tells of maintenance, closes every connection, and is online with a fresh book for the next")
    func restart() {
        var desk = Self.desk()
        let clients = [desk.connect("/v2"), desk.connect("/v2")]
        for client in clients { desk.send(Self.subscribe, from: client) }
        desk.give(Self.change(2))
        let fresh = MarketSnapshot(lastID: 9, bids: [], asks: [BookLevel(price: 300, quantity: 3)])
        let effects = desk.give(.market(.restart(fresh)))
        #expect(effects.count == 4)
        for client in clients {
            #expect(desk.texts(of: client, in: effects).first?.contains("\"system\":\"maintenance\"") == true)
            #expect(effects.contains(.close(client, code: 1012, reason: "service restart")))
        }
        #expect(desk.send(Self.subscribe, from: clients[0]).isEmpty)
        let next = desk.connect("/v2")
        #expect(desk.texts(of: next, in: desk.effects).first?.contains("\"system\":\"online\"") == true)
        let texts = desk.send(Self.subscribe, from: next)
        #expect(texts[1].contains("\"bids\":[],\"asks\":[{\"price\":3.00,\"qty\":0.00000003}]"))
    }

    @Test("The book is there by REST as well, as deep as was asked for, under the pair's listed name")
    func depth() throws {
        var desk = Self.desk()
        desk.give(Self.change(2))
        let text = desk.get("/0/public/Depth?pair=ETH/USDT&count=1")?.text
        let book = try JSONValue(text: try #require(text))
        let bid = try #require(book["result"]?["ETHUSDT"]?["bids"]?.array?.first?.array)
        #expect(bid.first?.string == "1.00" && bid[1].string == "0.00000002")
        #expect(book["result"]?["ETHUSDT"]?["asks"]?.array?.isEmpty == true)
        for (query, error) in [
            ("pair=XBTUSD", "EQuery:Unknown asset pair"), ("pair=ETHUSDT&count=0", "EGeneral:Invalid arguments:count"),
        ] {
            let refusal = desk.get("/0/public/Depth?" + query)?.text
            let answer = try JSONValue(text: try #require(refusal))
            #expect(answer["error"]?.array?.first?.string == error)
        }
    }

    @Test("What comes from a connection that is gone is ignored")
    func gone() {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        desk.send(Self.subscribe, from: client)
        desk.give(.closed(client))
        desk.give(.closed(client))
        #expect(desk.send(Self.subscribe, from: client).isEmpty)
        #expect(desk.give(.pong(client, [])).isEmpty)
        #expect(desk.give(Self.change(2)).isEmpty)
        #expect(desk.exchange.deadline == nil)
    }
}
