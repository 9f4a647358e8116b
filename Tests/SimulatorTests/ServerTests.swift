import Books
import Testing
import Transport
import Venues

@testable import Simulator

@Suite("The simulated exchanges over real sockets")
struct ServerTests {
    @Test("Two clients of Binance splice stream and snapshot over TLS, are cut at the restart, and begin again")
    func binance() throws {
        let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"))
        defer { open.server.stop() }
        for round in 0..<2 {
            let streams = try (0..<2).map { _ in try open.webSocket("/ws/ethusdt@depth@100ms") }
            for stream in streams {
                var client = NaiveBinanceClient(.binanceETH)
                for _ in 0..<3 { try client.receive(try stream.text()) }
                let rest = try open.connect()
                try client.receive(snapshot: try rest.get("/api/v3/depth?symbol=ETHUSDT&limit=5000").text)
                for _ in 0..<5 { try client.receive(try stream.text()) }
                try Self.compare(&client, stream, rest)
            }
            // Every client is told before it is cut.
            var last = ""
            while case .text(let text) = try streams[0].next() { last = text }
            #expect(last.hasPrefix("{\"e\":\"serverShutdown\""), "round \(round)")
            #expect(try streams[1].closeCode() == 1001)
        }
        #expect(open.server.failure == nil)
        #expect(open.server.isRunning)
    }

    /// Takes a second snapshot and follows the stream until both are at the same change.
    private static func compare(
        _ client: inout NaiveBinanceClient,
        _ stream: WireClient,
        _ rest: WireClient
    ) throws {
        let text = try rest.get("/api/v3/depth?symbol=ETHUSDT&limit=5000").text
        var fresh = NaiveBinanceClient(.binanceETH)
        try fresh.receive(snapshot: text)
        while let lastID = client.lastID, let target = fresh.lastID, lastID < target {
            try client.receive(try stream.text())
        }
        #expect(client.lastID == fresh.lastID)
        #expect(client.book.equals(fresh.book))
    }

    @Test("Clients of Kraken verify every checksum over TLS, are cut at the restart, and begin again")
    func kraken() throws {
        let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"))
        defer { open.server.stop() }
        for _ in 0..<2 {
            for depth in [10, 25] {
                let stream = try open.webSocket("/v2")
                try stream.send(
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":\(depth)}}"
                )
                #expect(try stream.text().contains("\"system\":\"online\""))
                #expect(try stream.text().contains("\"success\":true"))
                var client = NaiveKrakenClient(.krakenETH, depth: depth)
                while client.updates < 5 { try client.receive(try stream.text()) }
                if depth == 25 {
                    var last = ""
                    while case .text(let text) = try stream.next() { last = text }
                    #expect(last.contains("\"system\":\"maintenance\""))
                }
            }
        }
    }

    @Test("A client that does not read is disconnected, and nobody waits for it")
    func slowConsumer() throws {
        let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"))
        defer { open.server.stop() }
        let slow = try open.webSocket("/v2")
        let parameters =
            "\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":1000}}"
        // Each pair brings 90 kB back: thrice what the two queues and the kernel's buffers take.
        let requests = 400
        var isCut = false
        do {
            for _ in 0..<requests {
                try slow.send("{\"method\":\"subscribe\",\(parameters)")
                try slow.send("{\"method\":\"unsubscribe\",\(parameters)")
            }
            let quick = try open.webSocket("/v2")
            for number in 0..<20 {
                try quick.send("{\"method\":\"ping\",\"req_id\":\(number)}")
                while try !quick.text().contains("\"pong\"") {}
            }
            var snapshots = 0
            while snapshots < requests {
                if try slow.text().contains("snapshot\",\"data\"") { snapshots += 1 }
            }
        } catch {
            isCut = true
        }
        #expect(isCut)
        let next = try open.webSocket("/v2")
        #expect(try next.text().contains("\"system\":\"online\""))
    }

    @Test("Requests that come at once are answered in order, and the connection stays open")
    func pipelining() throws {
        let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"), secure: false)
        defer { open.server.stop() }
        let client = try open.connect()
        try client.send(
            raw: Array(
                ("GET /api/v3/ping HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "POST /api/v3/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
                    + "GET /api/v3/time HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").utf8
            )
        )
        #expect(try client.answer().text == "{}")
        #expect(try client.answer().status == 404)
        let last = try client.answer()
        #expect(last.text.hasPrefix("{\"serverTime\":"))
        #expect(last.header("Connection") == "close")
        client.awaitEnd()
    }

    @Test(
        "What is not HTTP, or no proper upgrade, is refused with its status",
        arguments: [
            ("nonsense\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 505),
            ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
            ("GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 426),
            (
                "GET /nothing HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\n\r\n", 404
            ),
        ]
    )
    func refusals(request: String, status: Int) throws {
        let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"), secure: false)
        defer { open.server.stop() }
        let client = try open.connect()
        try client.send(raw: Array(request.utf8))
        let answer = try client.answer()
        #expect(answer.status == status)
        #expect(answer.header("Connection") == "close")
        client.awaitEnd()
    }

    @Test(
        "A WebSocket ends in order, whoever breaks it",
        arguments: [
            // A close frame is echoed; an unmasked frame and a binary message are not allowed.
            ([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8], 1000), ([0x81, 0x01, 0x41], 1002),
            ([0x82, 0x81, 0, 0, 0, 0, 0x41], 1003),
        ] as [([UInt8], UInt16)]
    )
    func endings(frame: [UInt8], code: UInt16) throws {
        let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"), secure: false)
        defer { open.server.stop() }
        let client = try open.webSocket("/v2")
        try client.send(raw: frame)
        #expect(try client.closeCode() == code)
        client.awaitEnd()
    }

    @Test("A stop tells every client and ends all threads; it may be asked for twice")
    func stop() throws {
        let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"))
        let client = try open.webSocket("/v2")
        let silent = try open.connect()
        open.server.stop()
        open.server.stop()
        #expect(!open.server.isRunning)
        #expect(open.server.failure == nil)
        #expect(try client.closeCode() == 1001)
        silent.awaitEnd()
    }

    @Test("A recording that is cut short stops the exchange, which tells why")
    func truncatedRecording() throws {
        let lines = try LinesMarket(fixture: "usdm_ethusdt").appending("172316")
        let open = try Open(.kraken, lines, speedPercent: 100_000)
        let client: WireClient?
        do {
            client = try open.webSocket("/v2")
        } catch {
            // It may have stopped already.
            client = nil
        }
        client?.awaitEnd()
        open.server.stop()
        #expect(open.server.failure == .unreadable("line 149 is cut off"))
        #expect(!open.server.isRunning)
    }

    @Test("An exchange that cannot be opened says why in a sentence")
    func faults() throws {
        #expect(throws: ExchangeServerError.market(.noSnapshot)) {
            _ = try Open(.binance, LinesMarket("1 {}"))
        }
        #expect(ExchangeServerError.market(.noSnapshot).sentence.contains("no order book snapshot"))
        let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"))
        defer { open.server.stop() }
        let taken = try ExchangeConfiguration(
            .binance,
            .binanceETH,
            playback: PlaybackClock(
                start: MonotonicTime(nanoseconds: 0),
                origin: WallTime(nanoseconds: 0),
                period: .seconds(1)
            ),
            security: .plain,
            port: open.server.port
        )
        let market = try LinesMarket(fixture: "spot_ethusdt")
        let error = #expect(throws: ExchangeServerError.self) { _ = try ExchangeServer(taken, market: market) }
        #expect(error?.sentence.contains("is in use") == true)
    }
}
