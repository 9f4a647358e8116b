import Books
import Testing
import Transport
import Venues

@testable import Simulator

@Suite("The simulated exchanges over real sockets")
struct ServerTests {
    @Test("Two clients of Binance splice stream and snapshot over TLS, are told of the restart, and begin again")
    func binance() async throws {
        try await onThread {
            let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"), speedPercent: 500)
            defer { open.server.stop() }
            for _ in 0..<2 {
                let streams = try (0..<2).map { _ in try open.webSocket("/ws/ethusdt@depth@100ms") }
                // A restart may come in between: then one begins again, as every client has to.
                while try !Self.followBinance(open) {}
                for stream in streams {
                    var last = ""
                    while case .text(let text) = try stream.next() { last = text }
                    #expect(last.hasPrefix("{\"e\":\"serverShutdown\""))
                }
            }
            #expect(open.server.failure == nil)
            #expect(open.server.isRunning)
        }
    }

    /// Builds the book by the published steps and compares it with a later snapshot; false if a restart came before.
    private static func followBinance(_ open: Open) throws -> Bool {
        let stream = try open.webSocket("/ws/ethusdt@depth@100ms")
        let rest = try open.connect()
        var client = NaiveBinanceClient(.binanceETH)
        var fresh = NaiveBinanceClient(.binanceETH)
        var events = 0
        while case .text(let text) = try stream.next(), text.hasPrefix("{\"e\":\"depthUpdate\"") {
            try client.receive(text)
            events += 1
            if events == 3 {
                try client.receive(snapshot: try rest.get("/api/v3/depth?symbol=ETHUSDT&limit=5000").text)
            } else if events == 8 {
                try fresh.receive(snapshot: try rest.get("/api/v3/depth?symbol=ETHUSDT&limit=5000").text)
            }
            guard let target = fresh.lastID, let lastID = client.lastID, lastID >= target else { continue }
            #expect(lastID == target)
            #expect(client.book.equals(fresh.book))
            return true
        }
        return false
    }

    @Test("Clients of Kraken verify every checksum over TLS, are told of the restart, and begin again")
    func kraken() async throws {
        try await onThread {
            let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"), speedPercent: 500)
            defer { open.server.stop() }
            for depth in [10, 25] {
                let stream = try open.webSocket("/v2")
                while try !Self.followKraken(open, depth: depth) {}
                var last = ""
                while case .text(let text) = try stream.next() { last = text }
                #expect(last.contains("\"system\":\"maintenance\""))
            }
        }
    }

    /// Verifies five updates of a book; false if a restart came before.
    private static func followKraken(_ open: Open, depth: Int) throws -> Bool {
        let stream = try open.webSocket("/v2")
        try stream.send(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":\(depth)}}"
        )
        #expect(try stream.text().contains("\"system\":\"online\""))
        #expect(try stream.text().contains("\"success\":true"))
        var client = NaiveKrakenClient(.krakenETH, depth: depth)
        while client.updates < 5 {
            guard case .text(let text) = try stream.next() else { return false }
            if text.hasPrefix("{\"channel\":\"book\"") { try client.receive(text) }
        }
        return true
    }

    @Test("A client that does not read is disconnected, and nobody waits for it")
    func slowConsumer() async throws {
        try await onThread {
            let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"))
            defer { open.server.stop() }
            let slow = try open.webSocket("/v2")
            // Each pair brings 90 kB back, together more than both queues and the kernel's buffers take.
            let requests = 400
            let cutWhileAsking = Self.isCut { try Self.askForSnapshots(requests, slow) }
            try Self.expectPongs(open)
            let cutWhileReading = Self.isCut { try Self.readSnapshots(requests, slow) }
            #expect(cutWhileAsking || cutWhileReading)
            try Self.expectPongs(open)
        }
    }

    /// Whether the connection that `body` uses is ended by the exchange.
    private static func isCut(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch let error as TransportError {
            return error.step == .broken
        } catch {
            return false
        }
    }

    private static func askForSnapshots(_ count: Int, _ client: WireClient) throws {
        let parameters = "\"params\":{\"channel\":\"book\",\"symbol\":[\"ETH/USDT\"],\"depth\":1000}}"
        for _ in 0..<count {
            try client.send("{\"method\":\"subscribe\",\(parameters)")
            try client.send("{\"method\":\"unsubscribe\",\(parameters)")
        }
    }

    private static func readSnapshots(_ count: Int, _ client: WireClient) throws {
        var snapshots = 0
        while snapshots < count {
            if try client.text().contains("snapshot\",\"data\"") { snapshots += 1 }
        }
    }

    /// Another client is answered at once, whatever the slow one does.
    private static func expectPongs(_ open: Open) throws {
        let quick = try open.webSocket("/v2")
        for number in 0..<20 {
            try quick.send("{\"method\":\"ping\",\"req_id\":\(number)}")
            var answer = try quick.text()
            while !answer.contains("\"pong\"") { answer = try quick.text() }
            #expect(answer.contains("\"req_id\":\(number)}"))
        }
    }

    @Test("Requests that come at once are answered in order, and the connection stays open")
    func pipelining() async throws {
        try await onThread {
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
    func refusals(request: String, status: Int) async throws {
        try await onThread {
            let open = try Open(.binance, try LinesMarket(fixture: "spot_ethusdt"), secure: false)
            defer { open.server.stop() }
            let client = try open.connect()
            try client.send(raw: Array(request.utf8))
            let answer = try client.answer()
            #expect(answer.status == status)
            #expect(answer.header("Connection") == "close")
            client.awaitEnd()
        }
    }

    @Test(
        "A WebSocket ends in order, whoever breaks it",
        arguments: [
            // A close frame is echoed; an unmasked frame and a binary message are not allowed.
            ([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8], 1000), ([0x81, 0x01, 0x41], 1002),
            ([0x82, 0x81, 0, 0, 0, 0, 0x41], 1003),
        ] as [([UInt8], UInt16)]
    )
    func endings(frame: [UInt8], code: UInt16) async throws {
        try await onThread {
            let open = try Open(.kraken, try LinesMarket(fixture: "usdm_ethusdt"), secure: false)
            defer { open.server.stop() }
            let client = try open.webSocket("/v2")
            try client.send(raw: frame)
            #expect(try client.closeCode() == code)
            client.awaitEnd()
        }
    }

    @Test("A stop tells every client and ends all threads; it may be asked for twice")
    func stop() async throws {
        try await onThread {
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
    }

    @Test("A recording that is cut short stops the exchange, which tells why")
    func truncatedRecording() async throws {
        try await onThread {
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
    }

    @Test("An exchange that cannot be opened says why in a sentence")
    func faults() async throws {
        try await onThread {
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
}
