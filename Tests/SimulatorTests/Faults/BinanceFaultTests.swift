import Books
import Testing
import Venues

@testable import Simulator

@Suite("What can go wrong at the simulated Binance")
struct BinanceFaultTests {
    private static let stream = "/ws/ethusdt@depth@100ms"
    private static let depth = "/api/v3/depth?symbol=ETHUSDT&limit=100"

    private static func desk() -> Desk<BinanceExchange> {
        let opening = MarketSnapshot(
            lastID: 100,
            bids: (0..<20).map { BookLevel(price: 268_000 - $0, quantity: 1_000_000) },
            asks: (0..<20).map { BookLevel(price: 268_010 + $0, quantity: 1_000_000) }
        )
        return Desk(BinanceExchange(.binanceETH, opening: opening))
    }

    private static func change(_ lastID: Int64, bid: Int64 = 268_001, quantity: Int64 = 500) -> ExchangeInput {
        .market(.depth(MarketDepth(lastID: lastID, bids: [BookLevel(price: bid, quantity: quantity)], asks: [])))
    }

    @Test("A gap leaves one event out, and the next begins behind the hole")
    func gap() throws {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.gap)))
        #expect(desk.give(Self.change(101)).isEmpty)
        let next = desk.texts(of: client, in: desk.give(Self.change(102)))
        #expect(try JSONValue(text: try #require(next.first))["U"]?.integer == 102)
        #expect(desk.exchange.faultReport.count(of: .gap) == 1)
        #expect(desk.exchange.faultReport.active.isEmpty)
    }

    @Test("A duplicate comes twice, and two that change places come behind each other")
    func order() throws {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.duplicate)))
        let twice = desk.texts(of: client, in: desk.give(Self.change(101)))
        #expect(twice.count == 2 && twice[0] == twice[1])
        desk.give(.fault(FaultOrder(.reorder)))
        #expect(desk.give(Self.change(102)).isEmpty)
        let pair = desk.texts(of: client, in: desk.give(Self.change(103)))
        let numbers = try pair.map { try JSONValue(text: $0)["u"]?.integer }
        #expect(numbers == [103, 102])
    }

    @Test("A wrong top states a bid that the book does not have")
    func wrongTop() throws {
        var desk = Self.desk()
        let client = desk.connect("/ws/ethusdt@bookTicker")
        desk.give(.fault(FaultOrder(.wrongTop)))
        let best = BookLevel(price: 268_000, quantity: 1_000_000)
        let ticker = MarketTicker(identifier: 100, bid: best, ask: BookLevel(price: 268_010, quantity: 1_000_000))
        let prices = try (0..<2).map { _ in
            try JSONValue(text: try #require(desk.texts(of: client, in: desk.give(.market(.ticker(ticker)))).first))[
                "b"
            ]?.string
        }
        #expect(prices == ["2679.99000000", "2680.00000000"])
    }

    @Test("A crossed event sets a bid above the best ask, and the book itself stays as it is")
    func crossed() throws {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.crossed)))
        let text = try #require(desk.texts(of: client, in: desk.give(Self.change(101))).first)
        let bids = try #require(try JSONValue(text: text)["b"]?.array)
        #expect(bids.last?.array?.first?.string == "2680.11000000")
        #expect(desk.exchange.book.bids.best?.price == 268_001)
    }

    @Test("An old snapshot is the one of the moment at which the fault began, as often as was asked for")
    func staleSnapshot() throws {
        var desk = Self.desk()
        desk.give(.fault(FaultOrder(.staleSnapshot, times: 1)))
        desk.give(Self.change(105))
        let old = try JSONValue(text: try #require(desk.get(Self.depth)?.text))
        #expect(old["lastUpdateId"]?.integer == 100)
        let fresh = try JSONValue(text: try #require(desk.get(Self.depth)?.text))
        #expect(fresh["lastUpdateId"]?.integer == 105)
    }

    @Test("Refusals come with their status, and with the time after which to ask again")
    func refusals() {
        var desk = Self.desk()
        desk.give(.fault(FaultOrder(.snapshotError(status: 503), duration: .seconds(1))))
        #expect(desk.get(Self.depth)?.status == 503)
        #expect(desk.get("/api/v3/time")?.status == 200)
        desk.wait(.seconds(1))
        #expect(desk.get(Self.depth)?.status == 200)
        desk.give(.fault(FaultOrder(.rateLimit(retryAfter: .milliseconds(1_500)), times: 1)))
        let limited = desk.get("/api/v3/time")
        #expect(limited?.status == 429 && limited?.header("Retry-After") == "2")
        #expect(desk.get("/api/v3/time")?.status == 200)
    }

    @Test("A ban closes what is open and answers everything with 418 until it is over")
    func ban() {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        let effects = desk.give(.fault(FaultOrder(.ban(retryAfter: .seconds(120)), duration: .seconds(5))))
        #expect(effects == [.close(client, code: 1008, reason: "banned")])
        #expect(desk.get("/api/v3/time")?.status == 418)
        let late = desk.connect(Self.stream)
        guard case .answer(late, let answer) = desk.effects.last else {
            Issue.record("the upgrade was not refused")
            return
        }
        #expect(answer.status == 418 && answer.header("Retry-After") == "120")
        desk.wait(.seconds(5))
        #expect(desk.get("/api/v3/time")?.status == 200)
    }

    @Test("Maintenance shows in exchangeInfo alone, and what had happened comes as one change at its end")
    func maintenance() throws {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.maintenance(.maintenance), duration: .seconds(2))))
        #expect(desk.get("/api/v3/exchangeInfo")?.text.contains("\"status\":\"BREAK\"") == true)
        for identifier in 101...110 { #expect(desk.give(Self.change(Int64(identifier))).isEmpty) }
        let told = desk.texts(of: client, in: desk.wait(.seconds(2)))
        let event = try JSONValue(text: try #require(told.first))
        #expect(told.count == 1 && event["U"]?.integer == 101 && event["u"]?.integer == 110)
        #expect(desk.get("/api/v3/exchangeInfo")?.text.contains("\"status\":\"TRADING\"") == true)
    }

    @Test("The end is announced, and comes after its lead")
    func shutdown() {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        let told = desk.give(.fault(FaultOrder(.shutdown(lead: .seconds(3)))))
        #expect(desk.texts(of: client, in: told).first?.contains("serverShutdown") == true)
        #expect(desk.wait(.milliseconds(2_999)).isEmpty)
        let later = desk.connect(Self.stream)
        #expect(desk.wait(.milliseconds(1)) == [.close(client, code: 1001, reason: "server restart")])
        #expect(!desk.texts(of: later, in: desk.give(Self.change(101))).isEmpty)
    }

    @Test("A burst brings as many changes as it says, numbered without a hole, and the best levels stay")
    func burst() throws {
        var desk = Self.desk()
        let client = desk.connect(Self.stream)
        desk.give(.fault(FaultOrder(.burst(factor: 100))))
        let top = (desk.exchange.book.bids.best, desk.exchange.book.asks.best)
        let texts = desk.texts(of: client, in: desk.give(Self.change(101, bid: 267_990)))
        #expect(texts.count == 100)
        let more = desk.texts(of: client, in: desk.give(Self.change(102, bid: 267_991)))
        let numbers = try (texts + more).map { try JSONValue(text: $0) }.map { ($0["U"]?.integer, $0["u"]?.integer) }
        for (index, number) in numbers.enumerated() { #expect(number == (Int64(101 + index), Int64(101 + index))) }
        #expect(desk.exchange.book.bids.best == top.0 && desk.exchange.book.asks.best == top.1)
    }
}
