import Books
import Testing

@testable import Simulator

@Suite("The life of a connection to the simulated Binance")
struct BinanceLifeTests {
    private static func desk() -> Desk<BinanceExchange> {
        Desk(BinanceExchange(.binanceETH, opening: MarketSnapshot(lastID: 1, bids: [], asks: [])))
    }

    private static func pings(_ effects: [ExchangeEffect], to client: ConnectionID) -> [[UInt8]] {
        effects.compactMap { effect in
            guard case .ping(client, let payload) = effect else { return nil }
            return payload
        }
    }

    @Test("A ping comes every twenty seconds, each with a payload of its own")
    func pings() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        #expect(desk.wait(.milliseconds(19_999)).isEmpty)
        #expect(Self.pings(desk.wait(.milliseconds(1)), to: client) == [Array("1723161275000".utf8)])
        #expect(Self.pings(desk.wait(.seconds(20)), to: client) == [Array("1723161295000".utf8)])
    }

    @Test("A connection without a pong for a minute is cut")
    func noPong() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        let effects = desk.wait(.milliseconds(79_999))
        #expect(Self.pings(effects, to: client).count == 3)
        #expect(effects.count == 3)
        #expect(desk.wait(.milliseconds(1)) == [.close(client, code: 1001, reason: "no pong")])
        #expect(desk.exchange.deadline == nil)
    }

    @Test("Only a pong with the payload of a ping keeps the connection; it answers the pings before it too")
    func payloads() throws {
        var desk = Self.desk()
        let wrong = desk.connect("/ws")
        let late = desk.connect("/ws")
        let payloads = Self.pings(desk.wait(.seconds(60)), to: late)
        #expect(payloads.count == 3)
        desk.give(.pong(wrong, Array("unsolicited".utf8)))
        desk.give(.pong(late, payloads[1]))
        let effects = desk.wait(.milliseconds(59_999))
        #expect(effects.contains(.close(wrong, code: 1001, reason: "no pong")))
        #expect(!effects.contains(.close(late, code: 1001, reason: "no pong")))
        #expect(desk.wait(.milliseconds(1)).contains(.close(late, code: 1001, reason: "no pong")))
    }

    @Test("A connection that answers lives for twenty-four hours and no longer")
    func day() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        for _ in 0..<(24 * 180 - 1) {
            for payload in Self.pings(desk.wait(.seconds(20)), to: client) { desk.give(.pong(client, payload)) }
        }
        #expect(desk.wait(.milliseconds(19_999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [.close(client, code: 1001, reason: "24 hours are over")])
    }

    @Test("The sixth message within a second ends the connection, and pings and pongs count")
    func messageRate() {
        var desk = Self.desk()
        let client = desk.connect("/ws")
        let other = desk.connect("/ws")
        let request = "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}"
        #expect(desk.send(request, from: client).count == 1)
        #expect(desk.give(.ping(client, [7])) == [.pong(client, [7])])
        #expect(desk.give(.pong(client, [])).isEmpty)
        desk.wait(.milliseconds(900))
        #expect(desk.send(request, from: client).count == 1)
        #expect(desk.send("nonsense", from: client).count == 1)
        desk.wait(.milliseconds(100))
        // The first three are a second old now.
        for _ in 0..<3 { #expect(desk.send(request, from: client).count == 1) }
        #expect(
            desk.give(.text(client, Array(request.utf8))) == [.close(client, code: 1008, reason: "Too many requests")]
        )
        #expect(desk.send(request, from: client).isEmpty)
        #expect(desk.send(request, from: other).count == 1)
    }

    @Test("What comes from a connection that is gone is ignored")
    func gone() {
        var desk = Self.desk()
        let client = desk.connect("/ws/ethusdt@trade")
        desk.give(.closed(client))
        desk.give(.closed(client))
        #expect(desk.send("{}", from: client).isEmpty)
        #expect(desk.give(.ping(client, [7])).isEmpty)
        let trade = MarketTrade(identifier: 1, price: 1, quantity: 1, isBuyerMaker: false)
        #expect(desk.give(.market(.trade(trade))).isEmpty)
        #expect(desk.exchange.deadline == nil)
    }
}
