import Books
import Testing
import Threads
import Transport
import Venues

@testable import Simulator

@Suite("Faults over real sockets, by the control endpoint")
struct FaultControlTests {
    /// Runs `body` with an exchange, its control endpoint and a client of that.
    private static func run(
        _ venue: ExchangeVenue,
        _ body: @escaping @Sendable (Open, WireClient) throws -> Void
    ) async throws {
        try await onThread {
            let fixture = venue == .binance ? "spot_ethusdt" : "usdm_ethusdt"
            let open = try Open(venue, try LinesMarket(fixture: fixture), speedPercent: 30)
            defer { open.server.stop() }
            let control = try FaultControl(port: 0, for: open.server)
            defer { control.stop() }
            try body(open, try WireClient(port: control.port, trust: .system, isSecure: false))
        }
    }

    private static func send(
        _ client: WireClient,
        _ method: String,
        _ target: String,
        _ body: String = "",
        header: String = ""
    ) throws -> HTTPAnswer {
        let head =
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(header)Content-Length: \(body.utf8.count)\r\n\r\n"
        try client.send(raw: Array((head + body).utf8))
        return try client.answer()
    }

    /// Asks for the state until it says so.
    private static func wait(_ client: WireClient, for text: String) throws {
        let deadline = SteadyClock.now + .seconds(10)
        var state = ""
        while !state.contains(text) {
            state = try send(client, "GET", "/faults").text
            guard SteadyClock.now < deadline else {
                Issue.record("the state never said \(text): \(state)")
                return
            }
        }
    }

    @Test("A fault is begun in JSON or in words, its state is told, and it is ended")
    func life() async throws {
        try await Self.run(.kraken) { open, control in
            let stream = try open.webSocket("/v2")
            #expect(try stream.text().contains("online"))
            let accepted = try Self.send(control, "POST", "/faults", #"{"fault":"maintenance","for_ms":60000}"#)
            #expect(accepted.status == 202)
            #expect(accepted.text == "{\"order\":\"maintenance mode=maintenance for=60s\"}\n")
            #expect(try stream.text().contains("maintenance"))
            try Self.wait(control, for: #""connections":1,"active":[{"order":"maintenance"#)
            #expect(try Self.send(control, "DELETE", "/faults/maintenance").status == 202)
            #expect(try stream.text().contains("online"))
            try Self.wait(control, for: #""active":[],"injected":{"maintenance":1}"#)
            #expect(try Self.send(control, "POST", "/faults", "close code=1013").status == 202)
            #expect(try stream.closeCode() == 1013)
            #expect(try Self.send(control, "DELETE", "/faults").status == 202)
        }
    }

    @Test("What cannot be done is refused with a sentence, and a browser with everything")
    func refusals() async throws {
        try await Self.run(.binance) { _, control in
            let table = try Self.send(control, "GET", "/")
            #expect(table.status == 200 && table.text.hasPrefix("refuse"))
            let unknown = try Self.send(control, "POST", "/faults", #"{"fault":"checksum"}"#)
            #expect(unknown.status == 400)
            #expect(unknown.text.hasPrefix(#"{"error":"binance cannot play checksum"#))
            #expect(try Self.send(control, "POST", "/faults", "{").text.contains("the body is no JSON"))
            #expect(try Self.send(control, "POST", "/faults", #"{"for_ms":3}"#).text.contains("names no fault"))
            #expect(try Self.send(control, "POST", "/faults", #"{"fault":"gap","on":[]}"#).status == 400)
            #expect(try Self.send(control, "DELETE", "/faults/gpa").status == 404)
            #expect(try Self.send(control, "PUT", "/faults").status == 405)
            #expect(try Self.send(control, "GET", "/nothing").status == 404)
            #expect(try Self.send(control, "POST", "/faults", "gap", header: "Origin: http://a\r\n").status == 403)
        }
    }

    @Test("A port that is shut refuses, and takes connections again at the same port afterwards")
    func refuse() async throws {
        try await Self.run(.binance) { open, control in
            let stream = try open.webSocket("/ws/ethusdt@trade")
            _ = try Self.send(control, "POST", "/faults", "refuse for=300ms")
            stream.awaitEnd()
            let deadline = SteadyClock.now + .seconds(10)
            var refusals = 0
            var answer: HTTPAnswer?
            while answer == nil, SteadyClock.now < deadline {
                do {
                    answer = try open.connect().get("/api/v3/ping")
                } catch {
                    refusals += 1
                }
            }
            #expect(refusals > 0)
            #expect(answer?.text == "{}")
        }
    }

    @Test("A slow handshake takes as long as was said")
    func slowTLS() async throws {
        try await Self.run(.binance) { open, control in
            _ = try Self.send(control, "POST", "/faults", "slow-tls by=200ms")
            try Self.wait(control, for: "slow-tls")
            let start = SteadyClock.now
            #expect(try open.connect().get("/api/v3/ping").text == "{}")
            #expect(SteadyClock.now - start >= .milliseconds(200))
            open.server.endFault()
        }
    }

    @Test("Half a frame ends the stream without a close frame, and a reset with an error")
    func brokenStreams() async throws {
        try await Self.run(.binance) { open, control in
            for fault in ["half-frame", "reset"] {
                let stream = try open.webSocket("/ws/ethusdt@depth@100ms")
                try Self.wait(control, for: #""connections":1"#)
                _ = try Self.send(control, "POST", "/faults", fault)
                let error = #expect(throws: TransportError.self) {
                    while true { _ = try stream.text() }
                }
                #expect(error?.step == .broken)
                try Self.wait(control, for: #""connections":0"#)
            }
        }
    }
}
