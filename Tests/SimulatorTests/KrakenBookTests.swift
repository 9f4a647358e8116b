import Books
import Testing

@testable import Simulator

@Suite("Kraken's book at its clients")
struct KrakenBookTests {
    private static func subscribe(_ depth: Int) -> String {
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":\(depth)}}"
    }

    /// Plays `steps` market events and checks after each that a client which follows the guide holds the best levels.
    private static func follow(
        _ exchange: KrakenExchange,
        depth: Int,
        steps: Int,
        _ next: () throws -> PlayedEvent
    ) throws -> NaiveKrakenClient {
        var desk = Desk(exchange)
        let connection = desk.connect("/v2")
        var client = NaiveKrakenClient(exchange.instrument, depth: depth)
        for text in desk.send(subscribe(depth), from: connection).dropFirst() { try client.receive(text) }
        for _ in 0..<steps {
            let effects = desk.give(.market(try next()))
            for text in desk.texts(of: connection, in: effects) where text.hasPrefix("{\"channel\":\"book\"") {
                try client.receive(text)
            }
            #expect(client.book.equals(desk.exchange.book, depth: depth))
        }
        return client
    }

    @Test(
        "A client ends with the exchange's own best levels after each of two thousand random changes",
        arguments: [10, 25]
    )
    func randomMarket(depth: Int) throws {
        // Narrow enough that the window is often full and often not.
        for (seed, width) in [(1, 14), (2, 30), (3, 60)] as [(UInt64, Int64)] {
            var market = RandomMarket(seed: seed, width: width)
            let exchange = KrakenExchange(.krakenETH, opening: market.opening(levels: 20))
            let client = try Self.follow(exchange, depth: depth, steps: 700) { .depth(market.change()) }
            #expect(client.updates > 300, "seed \(seed)")
        }
    }

    @Test("A client ends with the exchange's own best levels after each recorded message", arguments: [10, 25])
    func recordedMarket(depth: Int) throws {
        let market = try LinesMarket(fixture: "usdm_ethusdt")
        var player = try MarketPlayer(market, .krakenETH, priceOffset: 118)
        let exchange = KrakenExchange(.krakenETH, opening: player.opening)
        let client = try Self.follow(exchange, depth: depth, steps: 80) { try player.next() }
        #expect(player.round == 0)
        #expect(client.updates > 20)
    }

    @Test("The snapshot has every price with the offset, at full precision, and the checksum of the whole book")
    func snapshot() throws {
        let player = try MarketPlayer(LinesMarket(fixture: "usdm_ethusdt"), .krakenETH, priceOffset: 118)
        var desk = Desk(KrakenExchange(.krakenETH, opening: player.opening))
        let client = desk.connect("/v2")
        let texts = desk.send(Self.subscribe(1_000), from: client)
        // The recording's best bid is 2681.62 with 16.969.
        #expect(
            texts[1].hasPrefix(
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"ETH/USDT\","
                    + "\"bids\":[{\"price\":2682.80,\"qty\":16.96900000},"
            )
        )
        #expect(texts[1].split(separator: "\"price\"").count == 2_001)
        #expect(
            texts[1].contains("],\"checksum\":\(KrakenChecksum.value(desk.exchange.book)),\"timestamp\":\"2024-08-08T")
        )
    }

    @Test("A change is computed once, and every subscriber of the depth gets the same bytes")
    func sameBytes() {
        var market = RandomMarket(seed: 9, width: 40)
        var desk = Desk(KrakenExchange(.krakenETH, opening: market.opening(levels: 30)))
        let clients = (0..<3).map { _ in desk.connect("/v2") }
        for client in clients { desk.send(Self.subscribe(10), from: client) }
        desk.send(Self.subscribe(25), from: clients[2])
        for _ in 0..<50 {
            let effects = desk.give(.market(.depth(market.change())))
            let first = desk.texts(of: clients[0], in: effects)
            #expect(desk.texts(of: clients[1], in: effects) == first)
            // The third has two depths on one connection: both streams, told apart by nothing.
            #expect(Set(desk.texts(of: clients[2], in: effects)).isSuperset(of: first))
        }
    }

    @Test("Without a snapshot asked for, the updates come all the same")
    func withoutSnapshot() {
        var desk = Desk(KrakenExchange(.krakenETH, opening: MarketSnapshot(lastID: 1, bids: [], asks: [])))
        let client = desk.connect("/v2")
        let request =
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"snapshot\":false}}"
        #expect(desk.send(request, from: client).count == 1)
        let change = MarketDepth(lastID: 2, bids: [BookLevel(price: 100, quantity: 5_100)], asks: [])
        let texts = desk.texts(of: client, in: desk.give(.market(.depth(change))))
        #expect(texts.count == 1)
        #expect(texts[0].contains("\"bids\":[{\"price\":1.00,\"qty\":0.00005100}],\"asks\":[]"))
    }
}
