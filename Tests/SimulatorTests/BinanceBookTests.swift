import Books
import Foundation
import TestKit
import Testing
import Venues

@testable import Simulator

@Suite("Binance's book at its clients")
struct BinanceBookTests {
    /// A client on a stream, which takes its snapshot after a few events.
    private struct Follower {
        let connection: ConnectionID
        var client: NaiveBinanceClient
        var snapshotAfter: Int
    }

    /// Plays `steps` market events to three clients and checks each book against the exchange's own.
    private static func follow(
        _ desk: inout Desk<BinanceExchange>,
        stream: String,
        steps: Int,
        _ next: () throws -> PlayedEvent
    ) throws -> Int {
        var followers: [Follower] = []
        var compared = 0
        for step in 0..<steps {
            if step % (steps / 3) == 0 {
                followers.append(
                    Follower(
                        connection: desk.connect("/ws/\(stream)"),
                        client: NaiveBinanceClient(desk.exchange.instrument),
                        snapshotAfter: step + 12
                    )
                )
            }
            var effects = desk.give(.market(try next()))
            effects += desk.wait(.milliseconds(100))
            for index in followers.indices {
                for text in desk.texts(of: followers[index].connection, in: effects)
                where text.hasPrefix("{\"e\":\"depthUpdate\"") {
                    try followers[index].client.receive(text)
                }
                if step == followers[index].snapshotAfter {
                    let answer = desk.get("/api/v3/depth?symbol=ETHUSDT&limit=5000")
                    try followers[index].client.receive(snapshot: try #require(answer).text)
                }
                guard followers[index].client.lastID == desk.exchange.lastUpdateID else { continue }
                compared += 1
                #expect(followers[index].client.book.equals(desk.exchange.book), "step \(step)")
            }
        }
        return compared
    }

    @Test(
        "A client that follows the published steps ends with the exchange's own book",
        arguments: [
            ("ethusdt@depth@100ms", 1_500), ("ethusdt@depth", 120),
        ]
    )
    func randomMarket(stream: String, comparisons: Int) throws {
        var market = RandomMarket(seed: 12, width: 200)
        var desk = Desk(BinanceExchange(.binanceETH, opening: market.opening(levels: 80)))
        let compared = try Self.follow(&desk, stream: stream, steps: 900) { .depth(market.change()) }
        #expect(compared > comparisons)
    }

    @Test("A client ends with the exchange's own book on the recorded market")
    func recordedMarket() throws {
        var player = try MarketPlayer(LinesMarket(fixture: "spot_ethusdt"), .binanceETH)
        var desk = Desk(BinanceExchange(.binanceETH, opening: player.opening))
        let compared = try Self.follow(&desk, stream: "ethusdt@depth@100ms", steps: 190) { try player.next() }
        #expect(player.round == 0)
        #expect(compared > 200)
    }

    @Test("Depth events of a spot recording go out letter for letter, but for time and identifiers")
    func literalText() throws {
        let fixture = try LinesMarket(fixture: "spot_ethusdt")
        var recorded: [Substring] = []
        var payload: [UInt8] = []
        var lines = fixture
        var isBehindSnapshot = false
        while try lines.next(into: &payload) != nil {
            let text = String(decoding: payload, as: UTF8.self)
            if text.hasPrefix("{\"lastUpdateId\"") { isBehindSnapshot = true }
            guard isBehindSnapshot, text.contains("depthUpdate"), let levels = text.range(of: "\"U\":") else {
                continue
            }
            recorded.append(Substring(text[levels.lowerBound...].dropLast()))
        }
        var player = try MarketPlayer(fixture, .binanceETH)
        var desk = Desk(BinanceExchange(.binanceETH, opening: player.opening))
        let client = desk.connect("/ws/ethusdt@depth@100ms")
        var played: [Substring] = []
        while player.round == 0 {
            for text in desk.texts(of: client, in: desk.give(.market(try player.next()))) {
                let levels = try #require(text.range(of: "\"U\":"))
                played.append(text[levels.lowerBound...])
            }
        }
        #expect(played.count > 60)
        #expect(played == Array(recorded.prefix(played.count)))
    }

    @Test("Over a restart identifiers rise, everyone is told and cut, and a client that begins again is right again")
    func restart() throws {
        var player = try MarketPlayer(LinesMarket(fixture: "spot_ethusdt"), .binanceETH)
        var desk = Desk(BinanceExchange(.binanceETH, opening: player.opening))
        var lastTrade: Int64 = -1
        for round in 0..<3 {
            let compared = try Self.follow(&desk, stream: "ethusdt@depth@100ms", steps: 60) { try player.next() }
            #expect(compared > 30)
            #expect(player.round == round)
            let former = desk.exchange.lastUpdateID
            let raw = desk.connect("/ws/ethusdt@trade")
            let combined = desk.connect("/stream?streams=ethusdt@trade")
            while player.round == round {
                for text in desk.texts(of: raw, in: desk.give(.market(try player.next()))) {
                    let number = try JSONValue(text: text)["t"]?.integer
                    #expect(try #require(number) > lastTrade)
                    lastTrade = number ?? lastTrade
                }
            }
            let last = desk.exchange.lastUpdateID
            #expect(last > former)
            let effects = desk.give(.market(try player.next()))
            #expect(desk.exchange.lastUpdateID > last)
            Self.expectEnd(of: raw, combined, in: effects, at: desk.now.wall)
        }
        #expect(lastTrade > 0)
    }

    /// Both were told in their form, and cut.
    private static func expectEnd(
        of raw: ConnectionID,
        _ combined: ConnectionID,
        in effects: [ExchangeEffect],
        at time: WallTime
    ) {
        let event = "{\"e\":\"serverShutdown\",\"E\":\(time.nanoseconds / 1_000_000)}"
        let wrapped = "{\"stream\":\"!serverShutdown\",\"data\":\(event)}"
        #expect(
            effects.suffix(4) == [
                .text(raw, Array(event.utf8)), .close(raw, code: 1001, reason: "server restart"),
                .text(combined, Array(wrapped.utf8)), .close(combined, code: 1001, reason: "server restart"),
            ]
        )
    }
}
