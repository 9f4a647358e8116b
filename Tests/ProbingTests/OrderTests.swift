import Books
import Probing
import Testing
import Venues

/// Orders that are tried: what is said, what is read, and where they may not go.
@Suite("Orders: tried and never meant")
struct OrderTests {
    static let time = WallTime(nanoseconds: 1_700_000_000_123_456_789)

    /// Signs a text with itself, so that a test reads what was signed.
    struct Echo: RequestSigner {
        let key = "K"
        let kind = SignatureKind.hmac

        func authenticate(_ message: [UInt8]) -> [UInt8] { message }

        func sha256(_ message: [UInt8]) -> [UInt8] { message }
    }

    static func trial(_ kind: OrderTrial.Kind) throws -> OrderTrial {
        try #require(OrderTrial(kind: kind, size: "0.01", price: "1500.5"))
    }

    @Test("Binance's request is signed over all parameters in the order of their names")
    func binance() throws {
        let pair = try #require(ProbePair("ETH/USDT"))
        let probe = BinanceOrderProbe(try Self.trial(.test), pair: pair, signer: Echo())
        let request = try JSONValue(text: probe.order(number: 7, at: Self.time))
        #expect(request["method"]?.string == "order.test")
        #expect(request["params"]?["timestamp"]?.integer == 1_700_000_000_123)
        let digits = try #require(request["params"]?["signature"]?.string).map { String($0) }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(digits[$0] + digits[$0 + 1], radix: 16)
        }
        let signed = String(decoding: bytes, as: UTF8.self)
        let names = signed.split(separator: "&").map { String($0.split(separator: "=")[0]) }
        #expect(names == names.sorted())
        #expect(signed.contains("price=1500.5&quantity=0.01&recvWindow=5000&side=BUY&symbol=ETHUSDT"))
        #expect(probe.outcome(of: try JSONValue(text: #"{"id":"o7","status":200,"result":{}}"#)) == .acknowledged(7))
        let refusal = try JSONValue(text: #"{"id":"o7","status":400,"error":{"code":-1013,"msg":"Filter failure"}}"#)
        #expect(probe.outcome(of: refusal) == .refused("Filter failure"))
        #expect(probe.outcome(of: try JSONValue(text: #"{"id":7,"status":200}"#)) == nil)
        #expect(probe.afterword(to: try JSONValue(text: #"{"id":"o7","status":200}"#), at: Self.time) == nil)
    }

    @Test("An order that was placed is cancelled as soon as it is acknowledged")
    func cancels() throws {
        let probe = BinanceOrderProbe(try Self.trial(.place), pair: .busiest(at: .binance), signer: Echo())
        let answer = try JSONValue(text: #"{"id":"o7","status":200,"result":{}}"#)
        let cancel = try JSONValue(text: try #require(probe.afterword(to: answer, at: Self.time)))
        #expect(cancel["method"]?.string == "order.cancel")
        #expect(cancel["params"]?["origClientOrderId"]?.string == "rung-probe-7")
        #expect(probe.outcome(of: try JSONValue(text: #"{"id":"c7","status":200}"#)) == .nothing)
    }

    @Test("Kraken's order only validates, whatever is asked for")
    func kraken() throws {
        let probe = KrakenOrderProbe(try Self.trial(.place), pair: .busiest(at: .kraken), token: "T")
        let request = try JSONValue(text: probe.order(number: 3, at: Self.time))
        #expect(request["params"]?["validate"]?.bool == true)
        #expect(request["params"]?["limit_price"]?.decimalText == "1500.5")
        let number = try #require(request["req_id"]?.integer)
        let answer = try JSONValue(text: #"{"method":"add_order","req_id":\#(number),"success":true}"#)
        #expect(probe.outcome(of: answer) == .acknowledged(3))
        #expect(probe.outcome(of: try JSONValue(text: #"{"method":"add_order","req_id":3,"success":true}"#)) == nil)
    }

    @Test("Orders are placed at test systems alone")
    func hosts() throws {
        let place = try Self.trial(.place)
        let test = try Self.trial(.test)
        #expect(test.refusal(at: "ws-api.binance.com", of: .binance, isLoopback: false) == nil)
        #expect(place.refusal(at: "ws-api.binance.com", of: .binance, isLoopback: false) != nil)
        #expect(place.refusal(at: "eviltestnet.binance.vision", of: .binance, isLoopback: false) != nil)
        #expect(place.refusal(at: "ws-api.testnet.binance.vision", of: .binance, isLoopback: false) == nil)
        #expect(place.refusal(at: "127.0.0.1", of: .binance, isLoopback: true) == nil)
        for venue in [ProbeVenue.coinbase, .okx, .bybit, .bitstamp] {
            #expect(test.refusal(at: "x", of: venue, isLoopback: true) != nil)
        }
    }

    @Test(
        "What is signed with a key goes to the venue's own hosts alone",
        arguments: [
            (.binance, "ws-api.binance.com", true), (.binance, "api.binance.com", true),
            (.binance, "ws-api.testnet.binance.vision", true), (.binance, "demo-ws-api.binance.com", true),
            (.binance, "binance.example", false), (.binance, "evilws-api.binance.com", false),
            (.binance, "ws-auth.kraken.com", false), (.kraken, "ws-auth.kraken.com", true),
            (.kraken, "api.kraken.com", true), (.kraken, "api.binance.com", false),
            (.kraken, "testnet.binance.vision", false),
        ] as [(ProbeVenue, String, Bool)]
    )
    func foreignHosts(venue: ProbeVenue, host: String, isAllowed: Bool) throws {
        let refusal = try Self.trial(.test).refusal(at: host, of: venue, isLoopback: false)
        #expect((refusal == nil) == isAllowed)
        #expect(refusal?.contains("--endpoint") ?? true)
        #expect(try Self.trial(.test).refusal(at: "localhost", of: venue, isLoopback: true) == nil)
    }

    @Test("Sizes and prices are plain decimals")
    func texts() {
        for wrong in ["", "1e5", "-1", "1.", ".5", "1,5", "0x1", "1.2.3"] {
            #expect(OrderTrial(kind: .test, size: wrong, price: "1") == nil, "\(wrong)")
        }
    }
}
