import Books
import TestKit
import Testing
import Venues

@testable import Simulator

@Suite("Damaged requests to the simulated exchanges")
struct FuzzTests {
    private static let requests = [
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@depth@100ms\",\"ethusdt@trade\"],\"id\":1}",
        "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":\"a\"}",
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":25},\"req_id\":7}",
        "{\"method\":\"unsubscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"ETH/USDT\"]},\"req_id\":8}",
        "{\"method\":\"ping\",\"req_id\":101}",
    ]

    private static let targets = [
        "/api/v3/depth?symbol=ETHUSDT&limit=100", "/api/v3/exchangeInfo?symbols=%5B%22ETHUSDT%22%5D", "/api/v3/time",
    ]

    private static let opening = MarketSnapshot(
        lastID: 1,
        bids: [BookLevel(price: 268_000, quantity: 10_000)],
        asks: [BookLevel(price: 268_100, quantity: 10_000)]
    )

    /// The text with a few bytes replaced, dropped or doubled.
    private static func damaged(_ text: String, _ generator: inout SplitMix64) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...3, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(bytes[index], at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }

    /// Gives an exchange damaged messages on fresh connections; each must leave the connection with an answer.
    private static func check(_ exchange: some SimulatedExchange, _ target: String, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var desk = Desk(exchange)
        for _ in 0..<1_500 {
            let client = desk.connect(target)
            let request = requests[Int.random(in: requests.indices, using: &generator)]
            let bytes = damaged(request, &generator)
            let effects = desk.give(.text(client, bytes))
            #expect(!desk.texts(of: client, in: effects).isEmpty, "seed \(seed), \(bytes)")
            for text in desk.texts(of: client, in: effects) {
                #expect(throws: Never.self, "seed \(seed), \(bytes)") { _ = try JSONValue(text: text) }
            }
            desk.give(.closed(client))
        }
    }

    @Test("Whatever a client says, Kraken answers in JSON and goes on")
    func kraken() {
        Self.check(KrakenExchange(.krakenETH, opening: Self.opening), "/v2", seed: 21)
    }

    @Test("Whatever a client says, Binance answers in JSON and goes on")
    func binance() {
        Self.check(BinanceExchange(.binanceETH, opening: Self.opening), "/ws", seed: 22)
    }

    @Test("Whatever is asked for over HTTP, there is exactly one answer")
    func http() {
        var generator = SplitMix64(seed: 23)
        var desk = Desk(BinanceExchange(.binanceETH, opening: Self.opening))
        for number in 0..<1_500 {
            let target = Self.targets[Int.random(in: Self.targets.indices, using: &generator)]
            let text = String(decoding: Self.damaged(target, &generator), as: UTF8.self)
            let client = ConnectionID(number: UInt64(number))
            let effects = desk.give(.request(client, ExchangeRequest(method: "GET", target: text)))
            #expect(effects.count == 1, "seed 23, \(text)")
            guard case .answer(client, let answer) = effects.first else {
                Issue.record("seed 23, \(text): \(effects)")
                return
            }
            #expect([200, 400, 404, 429].contains(answer.status))
        }
    }
}
