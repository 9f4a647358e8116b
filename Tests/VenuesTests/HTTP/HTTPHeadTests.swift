import TestKit
import Testing
import Venues

/// Heads of requests and answers, right, cut and wrong.
@Suite("HTTP heads")
struct HTTPHeadTests {
    static let request =
        "GET /api/v3/depth?symbol=ETHUSDT&limit=5 HTTP/1.1\r\nHost: localhost:8080\r\nX-MBX-APIKEY:  key \t\r\n"
        + "Accept: a, b\r\nEmpty:\r\naccept:c\r\n\r\n"

    static func parse(_ text: String, limit: Int = 16 << 10) throws(HTTPHeadError) -> HTTPRequestHead? {
        try HTTPRequestHead.parse([UInt8](text.utf8).span, limit: limit)
    }

    static func parseStatus(_ text: String) throws(HTTPHeadError) -> HTTPStatusHead? {
        try HTTPStatusHead.parse([UInt8](text.utf8).span)
    }

    @Test("A request is split into its parts, and what follows the blank line stays")
    func request() throws {
        let head = try #require(try Self.parse(Self.request + "the body"))
        #expect(head.method == "GET")
        #expect(head.target == "/api/v3/depth?symbol=ETHUSDT&limit=5")
        #expect(head.path == "/api/v3/depth")
        #expect(head.query == "symbol=ETHUSDT&limit=5")
        #expect(head.version == .http11)
        #expect(head.byteCount == Self.request.utf8.count)
        #expect(
            head.headers == [
                HTTPHeader("Host", "localhost:8080"), HTTPHeader("X-MBX-APIKEY", "key"), HTTPHeader("Accept", "a, b"),
                HTTPHeader("Empty", ""), HTTPHeader("accept", "c"),
            ]
        )
        #expect(head.headers.value(of: "x-mbx-apikey") == "key")
        #expect(head.headers.value(of: "x-mbx-apike") == nil)
        #expect(head.headers.values(of: "ACCEPT") == ["a, b", "c"])
        #expect(head.headers.list("Accept") == ["a", "b", "c"])
        #expect(head.headers.list("Accept", has: "B"))
        #expect(!head.headers.list("Accept", has: "a, b"))
    }

    @Test("A target without a query has an empty one")
    func noQuery() throws {
        let head = try #require(try Self.parse("POST /0/private HTTP/1.0\r\n\r\n"))
        #expect(head.path == "/0/private")
        #expect(head.query.isEmpty)
        #expect(head.version == .http10)
        #expect(head.headers.isEmpty)
    }

    @Test(
        "An answer's status and headers are read",
        arguments: ["HTTP/1.1 101 Switching Protocols", "HTTP/1.0 101 ", "HTTP/1.1 101"]
    )
    func answer(line: String) throws {
        let head = try #require(try Self.parseStatus(line + "\r\nUpgrade: websocket\r\n\r\n\u{1}"))
        #expect(head.status == 101)
        #expect(head.headers == [HTTPHeader("Upgrade", "websocket")])
        #expect(head.byteCount == line.utf8.count + 24)
    }

    @Test("Every shorter part of a head asks for more, and every longer one gives the same head")
    func everyCut() throws {
        let bytes = [UInt8]((Self.request + "GET / HTTP/1.1\r\n\r\n").utf8)
        let end = Self.request.utf8.count
        let whole = try #require(try HTTPRequestHead.parse(bytes.span))
        for count in 0...bytes.count {
            let head = try HTTPRequestHead.parse(bytes.span.extracting(0..<count))
            #expect(head == (count < end ? nil : whole), "\(count) bytes")
        }
    }

    @Test("The blank line is found wherever it begins")
    func everyPlaceOfTheBlankLine() throws {
        for length in 0..<40 {
            let text = "GET / HTTP/1.1\r\nA: " + String(repeating: "x", count: length) + "\r\n\r\n"
            let head = try Self.parse(text + "\r\n\r\nmore")
            #expect(head?.byteCount == text.utf8.count)
        }
    }

    @Test("A head of exactly the limit is accepted, a longer one is refused as soon as that is sure")
    func limits() throws {
        let limit = Self.request.utf8.count
        #expect(try Self.parse(Self.request, limit: limit) != nil)
        #expect(throws: HTTPHeadError.tooLong(limit: limit - 1)) { try Self.parse(Self.request, limit: limit - 1) }
        #expect(try Self.parse(String(repeating: "x", count: limit - 1), limit: limit) == nil)
        #expect(throws: HTTPHeadError.tooLong(limit: limit)) {
            try Self.parse(String(repeating: "x", count: limit), limit: limit)
        }
        #expect(HTTPHeadError.tooLong(limit: 1).status == 431)
    }

    @Test(
        "What is no request line is refused",
        arguments: [
            "", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET / b HTTP/1.1",
            "G(T / HTTP/1.1",
            "GET x HTTP/1.1", "GET http://h/ HTTP/1.1", "GET * HTTP/1.1", "GET /é HTTP/1.1", "GET /\u{7F} HTTP/1.1",
            "GET /\t HTTP/1.1", "GET / http/1.1", "GET / FTP/1.1", "GET / ", " / HTTP/1.1", "GET / HTTP/1.1\u{0}",
            "GET / HTTP/1.1\r", "GET / HTTP/1.1\nHost: h",
        ]
    )
    func requestLines(line: String) {
        #expect(throws: HTTPHeadError.malformedStartLine) { try Self.parse(line + "\r\nHost: h\r\n\r\n") }
        #expect(HTTPHeadError.malformedStartLine.status == 400)
    }

    @Test(
        "Another version than 1.0 and 1.1 is refused as such",
        arguments: ["HTTP/2", "HTTP/1.2", "HTTP/1.10", "HTTP/"]
    )
    func versions(version: String) {
        #expect(throws: HTTPHeadError.unsupportedVersion) { try Self.parse("GET / \(version)\r\n\r\n") }
        #expect(throws: HTTPHeadError.unsupportedVersion) { try Self.parseStatus("\(version) 200 OK\r\n\r\n") }
        #expect(HTTPHeadError.unsupportedVersion.status == 505)
    }

    @Test(
        "What is no status line is refused",
        arguments: [
            "", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 20x OK", "HTTP/1.1  200 OK",
            "HTTP/1.1 099 No", "SSH-2.0-x 200", "HTTP/1.1 +20 OK", "HTTP/1.1 200 \u{1B}[2J",
        ]
    )
    func statusLines(line: String) {
        #expect(throws: HTTPHeadError.malformedStartLine) { try Self.parseStatus(line + "\r\n\r\n") }
    }

    @Test(
        "What is no header line is refused with its number",
        arguments: [
            "Host", ": h", "Host : h", " Host: h", "\tfolded", "Ho st: h", "Host: a\rb", "Host: a\nb", "Hést: h",
            "Host: \u{0}", "Host: \u{7F}", "Host\u{0}: h", "Host: a\r", "\rHost: a",
        ]
    )
    func headerLines(line: String) {
        #expect(throws: HTTPHeadError.malformedHeader(line: 2)) {
            try Self.parse("GET / HTTP/1.1\r\nA: b\r\n\(line)\r\nC: d\r\n\r\n")
        }
        #expect(HTTPHeadError.malformedHeader(line: 2).status == 400)
    }

    @Test("Random bytes and damaged heads never trap, and an accepted head is accepted again from its own bytes")
    func neverTraps() throws {
        for seed in UInt64(1)...3000 {
            var generator = SplitMix64(seed: seed)
            var bytes = [UInt8](Self.request.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) { bytes.damage(using: &generator) }
            do throws(HTTPHeadError) {
                guard let head = try HTTPRequestHead.parse(bytes.span) else { continue }
                let again = try HTTPRequestHead.parse(bytes.span.extracting(0..<head.byteCount))
                #expect(again == head, "seed \(seed)")
                #expect(head.headers.allSatisfy { $0.isWellFormed }, "seed \(seed)")
            } catch {
                // A damaged head may be refused; with which status is what a client would see.
                #expect([400, 431, 505].contains(error.status), "seed \(seed)")
            }
        }
    }
}
