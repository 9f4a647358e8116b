import Books
import Testing
import Venues

@testable import Simulator

@Suite("What can go wrong at the simulated Kraken")
struct KrakenFaultTests {
    private static let subscribe =
        #"{"method":"subscribe","params":{"channel":"book","symbol":["ETH/USDT"],"depth":10}}"#

    private static func desk() -> Desk<KrakenExchange> {
        let opening = MarketSnapshot(
            lastID: 100,
            bids: (0..<20).map { BookLevel(price: 268_000 - $0, quantity: 1_000_000) },
            asks: (0..<20).map { BookLevel(price: 268_010 + $0, quantity: 1_000_000) }
        )
        return Desk(KrakenExchange(.krakenETH, opening: opening))
    }

    /// A desk with one client that holds the book.
    private static func following() throws -> (Desk<KrakenExchange>, ConnectionID, NaiveKrakenClient) {
        var desk = desk()
        let client = desk.connect("/v2")
        var twin = NaiveKrakenClient(.krakenETH, depth: 10)
        try twin.receive(try #require(desk.send(subscribe, from: client).last))
        return (desk, client, twin)
    }

    private static func change(_ quantity: Int64, bid: Int64 = 268_000) -> ExchangeInput {
        .market(.depth(MarketDepth(lastID: quantity, bids: [BookLevel(price: bid, quantity: quantity)], asks: [])))
    }

    @Test(
        "Whoever computes the checksum finds out, in the message itself or in the next one",
        arguments: [Fault.checksum, .gap, .reorder]
    )
    func foundByChecksum(fault: Fault) throws {
        var (desk, client, twin) = try Self.following()
        desk.give(.fault(FaultOrder(fault)))
        var texts = desk.texts(of: client, in: desk.give(Self.change(501)))
        texts += desk.texts(of: client, in: desk.give(Self.change(502, bid: 267_999)))
        #expect(throws: NaiveKrakenClient.Fault.self) {
            for text in texts { try twin.receive(text) }
        }
        #expect(desk.exchange.faultReport.count(of: fault.kind) == 1)
    }

    @Test("A crossed book has the checksum of the crossed book: only its crossing shows")
    func crossed() throws {
        var (desk, client, twin) = try Self.following()
        desk.give(.fault(FaultOrder(.crossed)))
        try twin.receive(try #require(desk.texts(of: client, in: desk.give(Self.change(501))).first))
        #expect(twin.book.entries(.bid).first.map { $0.level.price } == 268_011)
        #expect(twin.book.entries(.ask).first.map { $0.level.price } == 268_010)
    }

    @Test("An old snapshot is right in itself, and the update behind it shows that it is old")
    func staleSnapshot() throws {
        var desk = Self.desk()
        desk.give(.fault(FaultOrder(.staleSnapshot, times: 1)))
        desk.give(Self.change(501))
        let client = desk.connect("/v2")
        var twin = NaiveKrakenClient(.krakenETH, depth: 10)
        try twin.receive(try #require(desk.send(Self.subscribe, from: client).last))
        let update = try #require(desk.texts(of: client, in: desk.give(Self.change(502, bid: 267_999))).first)
        #expect(throws: NaiveKrakenClient.Fault.self) { try twin.receive(update) }
    }

    @Test("Subscriptions are refused, and upgrades too, with the time after which to come again")
    func refusals() throws {
        var desk = Self.desk()
        let client = desk.connect("/v2")
        desk.give(.fault(FaultOrder(.snapshotError(status: 503), times: 1)))
        #expect(try #require(desk.send(Self.subscribe, from: client).last).contains("EService:Unavailable"))
        #expect(try #require(desk.send(Self.subscribe, from: client).last).contains("snapshot"))
        for (fault, status) in [
            (Fault.rateLimit(retryAfter: .seconds(5)), 429), (.ban(retryAfter: .seconds(600)), 403),
        ] {
            desk.give(.fault(FaultOrder(fault, times: 1)))
            let late = desk.connect("/v2")
            guard case .answer(late, let answer) = desk.effects.last else {
                Issue.record("the upgrade was not refused")
                continue
            }
            #expect(answer.status == status && answer.header("Retry-After") != nil)
        }
    }

    @Test("Maintenance is told at its beginning and its end, and the book between them stands still")
    func maintenance() throws {
        var (desk, client, twin) = try Self.following()
        let begin = desk.give(.fault(FaultOrder(.maintenance(.maintenance), duration: .milliseconds(900))))
        #expect(desk.texts(of: client, in: begin).first?.contains("\"system\":\"maintenance\"") == true)
        for quantity in 501...510 { #expect(desk.give(Self.change(Int64(quantity))).isEmpty) }
        let late = desk.connect("/v2")
        #expect(desk.texts(of: late, in: desk.effects).first?.contains("\"system\":\"maintenance\"") == true)
        let end = desk.texts(of: client, in: desk.wait(.milliseconds(900)))
        #expect(end.first?.contains("\"system\":\"online\"") == true)
        try twin.receive(try #require(end.last))
        #expect(twin.book.equals(desk.exchange.book, depth: 10))
        let gate = desk.give(.fault(FaultOrder(.maintenance(.cancelOnly))))
        #expect(desk.texts(of: client, in: gate).first?.contains("\"system\":\"cancel_only\"") == true)
        #expect(!desk.give(Self.change(511)).isEmpty)
    }

    @Test("A quiet market sends its heartbeats, and nothing else")
    func quiet() throws {
        var (desk, client, _) = try Self.following()
        desk.give(.fault(FaultOrder(.quiet)))
        #expect(desk.give(Self.change(501)).isEmpty)
        let texts = desk.texts(of: client, in: desk.wait(.seconds(3)))
        #expect(texts.count == 3)
        #expect(texts.allSatisfy { $0.contains("heartbeat") })
        #expect(!desk.texts(of: client, in: desk.give(.faultEnd(.quiet))).isEmpty)
    }

    @Test("In a burst every checksum is right")
    func burst() throws {
        var (desk, client, twin) = try Self.following()
        desk.give(.fault(FaultOrder(.burst(factor: 50))))
        for round in 0..<3 {
            let texts = desk.texts(of: client, in: desk.give(Self.change(501 + Int64(round))))
            #expect(texts.count == 50)
            for text in texts { try twin.receive(text) }
        }
        #expect(twin.book.equals(desk.exchange.book, depth: 10))
    }
}
