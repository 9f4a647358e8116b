import Books
import Testing

@testable import Simulator

@Suite("A recording that is played")
struct MarketPlayerTests {
    private static func line(_ milliseconds: Int, _ json: String) -> String {
        "\(1_723_161_254_000_000_000 + milliseconds * 1_000_000) \(json)\n"
    }

    private static func depth(_ first: Int, _ last: Int, futures: Bool = false) -> String {
        let former = futures ? ",\"pu\":1" : ""
        return
            "{\"stream\":\"ethusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"U\":\(first),\"u\":\(last)\(former),"
            + "\"b\":[[\"2.00\",\"\(last).0000\"]],\"a\":[]}}"
    }

    private static let snapshot =
        "{\"lastUpdateId\":20,\"bids\":[[\"2.00\",\"1.0000\"]],\"asks\":[[\"3.00\",\"1.0000\"]]}"

    private static func trade(_ number: Int, kind: String = "") -> String {
        "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"t\":\(number),\"p\":\"2.00\",\"q\":\"1.0000\",\"m\":true\(kind)}}"
    }

    private static func ticker(_ number: Int) -> String {
        "{\"stream\":\"ethusdt@bookTicker\",\"data\":{\"u\":\(number),\"b\":\"2.00\",\"B\":\"1\",\"a\":\"3.00\",\"A\":\"1\"}}"
    }

    private static func lastIDs(_ player: inout MarketPlayer, _ count: Int) throws -> [Int64] {
        try (0..<count).map { _ in
            switch try player.next() {
            case .depth(let change): change.lastID
            case .ticker(let ticker): ticker.identifier
            case .trade(let trade): trade.identifier
            case .restart(let snapshot): snapshot.lastID
            }
        }
    }

    @Test("Spot events up to the snapshot's identifier are dropped, those behind it are played at their time")
    func spotCover() throws {
        let market = LinesMarket(
            Self.line(0, Self.depth(1, 10)) + Self.line(100, Self.snapshot) + Self.line(200, Self.depth(11, 20))
                + Self.line(250, Self.ticker(20)) + Self.line(300, Self.depth(19, 21)) + Self.line(310, Self.ticker(25))
        )
        var player = try MarketPlayer(market, .binanceETH)
        #expect(player.opening.lastID == 20)
        #expect(player.due.nanoseconds == 300_000_000)
        #expect(try Self.lastIDs(&player, 1) == [21])
        #expect(player.due.nanoseconds == 310_000_000)
        #expect(try Self.lastIDs(&player, 1) == [25])
    }

    @Test("A futures event that ends at the snapshot's identifier is played")
    func futuresCover() throws {
        let market = LinesMarket(
            Self.line(0, Self.snapshot) + Self.line(200, Self.depth(11, 19, futures: true))
                + Self.line(250, Self.depth(11, 20, futures: true))
        )
        var player = try MarketPlayer(market, .binanceETH)
        #expect(try Self.lastIDs(&player, 1) == [20])
    }

    @Test("The recording begins again with identifiers that never go back")
    func rounds() throws {
        let market = LinesMarket(
            Self.line(100, Self.snapshot) + Self.line(200, Self.depth(21, 30)) + Self.line(210, Self.ticker(35))
                + Self.line(300, Self.trade(7)) + Self.line(301, Self.trade(8, kind: ",\"X\":\"INSURANCE_FUND\""))
                + Self.line(400, Self.trade(9, kind: ",\"X\":\"MARKET\""))
        )
        var player = try MarketPlayer(market, .binanceETH, period: .seconds(2))
        #expect(try Self.lastIDs(&player, 4) == [30, 35, 7, 9])
        #expect(player.round == 1)
        #expect(player.due.nanoseconds == 2_100_000_000)
        #expect(try Self.lastIDs(&player, 5) == [36, 46, 51, 10, 12])
        #expect(player.due.nanoseconds == 4_100_000_000)
        #expect(try Self.lastIDs(&player, 2) == [52, 62])
    }

    @Test("Without a period a round ends with the recording, and a second of silence follows")
    func openRounds() throws {
        let market = LinesMarket(
            Self.line(100, Self.snapshot) + Self.line(200, Self.depth(21, 30)) + Self.line(1_500, Self.depth(31, 40))
        )
        var player = try MarketPlayer(market, .binanceETH, period: nil)
        #expect(try Self.lastIDs(&player, 2) == [30, 40])
        #expect(player.due.nanoseconds == 2_600_000_000)
        #expect(try Self.lastIDs(&player, 3) == [41, 51, 61])
        #expect(player.due.nanoseconds == 5_100_000_000)
    }

    @Test("Messages behind the end of a round are not played")
    func cutRound() throws {
        let market = LinesMarket(
            Self.line(100, Self.snapshot) + Self.line(200, Self.depth(21, 30)) + Self.line(1_000, Self.depth(31, 40))
        )
        var player = try MarketPlayer(market, .binanceETH, period: .seconds(1))
        #expect(try Self.lastIDs(&player, 3) == [30, 31, 41])
        #expect(player.due.nanoseconds == 2_100_000_000)
    }

    @Test("Two exchanges with one clock keep the recorded relation, at any speed")
    func sharedClock() {
        let clock = PlaybackClock(
            start: MonotonicTime(nanoseconds: 5_000),
            origin: WallTime(nanoseconds: 100),
            period: TimeSpan(nanoseconds: 1_000),
            speedPercent: 200
        )
        #expect(clock.due(WallTime(nanoseconds: 100), round: 0).nanoseconds == 5_000)
        #expect(clock.due(WallTime(nanoseconds: 300), round: 0).nanoseconds == 5_100)
        #expect(clock.due(WallTime(nanoseconds: 300), round: 3).nanoseconds == 6_600)
        #expect(clock.due(WallTime(nanoseconds: .max), round: .max).nanoseconds == .max)
        #expect(clock.isWithinRound(WallTime(nanoseconds: 1_099)))
        #expect(!clock.isWithinRound(WallTime(nanoseconds: 1_100)))
    }

    @Test("The price offset is added exactly, to every price")
    func offset() throws {
        let market = LinesMarket(Self.line(0, Self.snapshot) + Self.line(10, Self.depth(21, 30)))
        var player = try MarketPlayer(market, .krakenETH, priceOffset: 118)
        #expect(player.opening.bids == [BookLevel(price: 318, quantity: 100_000_000)])
        #expect(player.opening.asks == [BookLevel(price: 418, quantity: 100_000_000)])
        guard case .depth(let change) = try player.next() else {
            Issue.record("the first event is not the change")
            return
        }
        #expect(change.bids == [BookLevel(price: 318, quantity: 3_000_000_000)])
    }

    @Test("A recording that cannot be played says so in a sentence")
    func faults() throws {
        #expect(throws: MarketError.noSnapshot) {
            _ = try MarketPlayer(LinesMarket(Self.line(0, Self.depth(1, 2))), .binanceETH)
        }
        #expect(throws: MarketError.unreadable("line 2 is cut off")) {
            _ = try MarketPlayer(LinesMarket(Self.line(0, Self.snapshot) + "17231612"), .binanceETH)
        }
        let finer = Self.snapshot.replacing("2.00", with: "2.001")
        #expect(throws: MarketError.self) { _ = try MarketPlayer(LinesMarket(Self.line(0, finer)), .binanceETH) }
        let error = MarketError.malformed(message: 3, reason: "byte 7 of the message cannot stand there")
        #expect(error.sentence.hasPrefix("message 3 of the recording cannot be played (byte 7"))
    }

    @Test(
        "Whatever a damaged recording holds, it is an error and not a trap",
        arguments: [
            "{\"lastUpdateId\":9223372036854775807,\"bids\":[],\"asks\":[]}",
            "{\"lastUpdateId\":-1,\"bids\":[],\"asks\":[]}",
            "{\"lastUpdateId\":1,\"bids\":[[\"-5\",\"1\"]],\"asks\":[]}",
            "{\"lastUpdateId\":1,\"bids\":[[\"5\",\"-1\"]],\"asks\":[]}",
            "{\"lastUpdateId\":1,\"bids\":[[\"99999999999999999999\",\"1\"]],\"asks\":[]}",
            "{\"lastUpdateId\":1,\"bids\":[[\"5\"]],\"asks\":[]}", "[]", "{", "{\"stream\":\"a@trade\",\"data\":{}}",
            "{\"data\":{\"e\":\"trade\"},\"stream\":\"a@trade\"}", "{\"stream\":\"a@bookTicker\",\"data\":{}}",
        ]
    )
    func damaged(message: String) {
        #expect(throws: MarketError.self) { _ = try MarketPlayer(LinesMarket(Self.line(0, message)), .binanceETH) }
    }

    @Test("Messages of other kinds, and members in another order, are no obstacle")
    func otherMessages() throws {
        let turned = "{\"data\":{\"t\":7,\"p\":\"2.00\",\"q\":\"1\",\"m\":true},\"stream\":\"ethusdt@trade\"}"
        let market = LinesMarket(
            Self.line(0, Self.snapshot) + Self.line(1, "{\"result\":null,\"id\":1}")
                + Self.line(2, "{\"stream\":\"ethusdt@depth20\",\"data\":{\"bids\":[]}}")
                + Self.line(3, "{\"stream\":\"ethusdt@kline_1m\",\"data\":[]}") + Self.line(4, turned)
        )
        var player = try MarketPlayer(market, .binanceETH)
        #expect(try Self.lastIDs(&player, 1) == [7])
    }
}
