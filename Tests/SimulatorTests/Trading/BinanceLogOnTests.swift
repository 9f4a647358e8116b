import Books
import Testing
import Venues

@testable import Simulator

@Suite("Ed25519 keys on the simulated Binance")
struct BinanceLogOnTests {
    private typealias Trader = TradingDesk<BinanceExchange>

    private static func code(_ answer: JSONValue?) -> Int64? { answer?["error"]?["code"]?.integer }

    /// Asks with a time and with nothing that says who asks.
    private static func bare(_ trader: inout Trader, _ method: String, _ more: String = "") throws -> [JSONValue] {
        try trader.say(#"{"id":7,"method":"\#(method)","params":{"timestamp":\#(trader.milliseconds)\#(more)}}"#)
    }

    private static let order =
        #","symbol":"ETHUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","price":"1500.00","quantity":"0.01""#

    @Test("Requests that the key's private half has signed are taken, on the stream and by REST")
    func signed() throws {
        var trader = try Trader.ed25519()
        #expect(try trader.ask("userDataStream.subscribe.signature", [:]).first?["status"]?.integer == 200)
        let placed = try trader.order("BUY", "1500.00", "0.0100", id: "a")
        #expect(placed.first?["result"]?["status"]?.string == "NEW")
        #expect(placed.contains { $0["event"]?["x"]?.string == "NEW" })
        let cancelled = try trader.rest("DELETE", "order", "symbol=ETHUSDT&origClientOrderId=a")
        #expect(cancelled?.status == 200)
        #expect(try trader.ledger().orders.map(\.state) == [.cancelled])
    }

    @Test("Another key's signature is refused, and an HMAC under the public key is none")
    func foreign() throws {
        var trader = try Trader.ed25519()
        trader.signer = nil
        #expect(Self.code(try trader.order("BUY", "1500.00", "0.0100", id: "a").first) == -1_022)
        #expect(try trader.rest("GET", "account", "")?.body["code"]?.integer == -1_022)
        #expect(Self.code(try trader.ask("session.logon", [:]).first) == -1_022)
        #expect(try trader.ledger().orders.isEmpty)
    }

    @Test("Who logs a connection on asks there without key and signature until it logs out, but not without a time")
    func logOn() throws {
        var trader = try Trader.ed25519()
        #expect(Self.code(try Self.bare(&trader, "order.place", Self.order).first) == -2_014)
        #expect(Self.code(try Self.bare(&trader, "session.logon").first) == -2_014)
        let status = try #require(try trader.ask("session.logon", [:]).first?["result"])
        #expect(status["apiKey"]?.string == "key")
        #expect(status["authorizedSince"]?.integer == trader.milliseconds)
        #expect(try Self.bare(&trader, "userDataStream.subscribe").first?["result"]?["subscriptionId"]?.integer == 0)
        let placed = try Self.bare(&trader, "order.place", Self.order)
        #expect(placed.first?["result"]?["status"]?.string == "NEW")
        #expect(placed.contains { $0["event"]?["x"]?.string == "NEW" })
        let late = #"{"id":8,"method":"account.status","params":{"timestamp":\#(trader.milliseconds - 6_000)}}"#
        #expect(Self.code(try trader.say(late).first) == -1_021)
        // A key of its own goes before that of the connection.
        #expect(Self.code(try Self.bare(&trader, "account.status", #","apiKey":"other""#).first) == -2_015)
        // Another connection is nobody's.
        let first = trader.socket
        trader.socket = trader.desk.connect("/ws-api/v3")
        #expect(Self.code(try Self.bare(&trader, "account.status").first) == -2_014)
        trader.socket = first
        #expect(try trader.ask("session.logout", [:]).first?["result"]?["apiKey"] == .null)
        #expect(Self.code(try Self.bare(&trader, "account.status").first) == -2_014)
        #expect(try trader.ask("session.subscriptions", [:]).first?["result"]?.array?.isEmpty == true)
    }

    @Test("A log-out leaves a subscription alone that was signed for")
    func logOut() throws {
        var trader = try Trader.ed25519()
        _ = try trader.ask("userDataStream.subscribe.signature", [:])
        _ = try trader.ask("session.logon", [:])
        #expect(Self.code(try Self.bare(&trader, "userDataStream.subscribe").first) == -2_035)
        _ = try trader.ask("session.logout", [:])
        #expect(try trader.ask("session.subscriptions", [:]).first?["result"]?.array?.count == 1)
    }
}
