import TestKit
import Testing
import Venues

/// The server's side of the opening handshake (RFC 6455 section 4.2).
@Suite("WebSocket handshake: the server")
struct WebSocketUpgradeTests {
    static let lines = [
        "GET /chat HTTP/1.1", "Host: server.example.com", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
    ]

    static func upgrade(_ lines: [String]) throws -> WebSocketUpgrade {
        let text = lines.joined(separator: "\r\n") + "\r\n\r\n"
        let head = try #require(try HTTPRequestHead.parse([UInt8](text.utf8).span))
        return WebSocketUpgrade(answering: head, digests: PlainDigests())
    }

    @Test("The RFC's request is accepted with the RFC's answer")
    func accepted() throws {
        let answer = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            \r\n
            """
        let upgrade = try Self.upgrade(Self.lines + ["Sec-WebSocket-Extensions: permessage-deflate"])
        #expect(upgrade == .accepted([UInt8](answer.utf8)))
    }

    @Test("Tokens are compared without regard to case and may stand in lists")
    func tokens() throws {
        var lines = Self.lines
        lines[2] = "upgrade: h2c, WebSocket"
        lines[3] = "connection: keep-alive, upgrade"
        guard case .accepted = try Self.upgrade(lines) else {
            Issue.record("refused")
            return
        }
    }

    @Test("A client's request is accepted, and its client accepts the answer")
    func bothSides() throws {
        let endpoint = try #require(Endpoint(host: "::1", port: 80, isSecure: false, path: "/stream?a=b"))
        for seed in UInt64(1)...20 {
            var generator = SplitMix64(seed: seed)
            let nonce = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let handshake = try WebSocketHandshake(endpoint: endpoint, nonce: nonce, digests: PlainDigests())
            let head = try #require(try HTTPRequestHead.parse(handshake.request.span))
            #expect(head.byteCount == handshake.request.count)
            #expect(head.headers.value(of: "Host") == "[::1]")
            guard case .accepted(var answer) = WebSocketUpgrade(answering: head, digests: PlainDigests()) else {
                Issue.record("refused, seed \(seed)")
                return
            }
            #expect(try handshake.acceptAnswer(from: &answer))
            #expect(answer.isEmpty)
        }
    }

    @Test(
        "A request that does not keep to the RFC is refused with the right status",
        arguments: [
            (0, "POST /chat HTTP/1.1", 405), (0, "GET /chat HTTP/1.0", 400), (1, "X: y", 400),
            (1, "Host: a\r\nHost: a", 400), (1, "Host: a\r\nContent-Length: 1", 400),
            (1, "Host: a\r\nTransfer-Encoding: chunked", 400), (2, "X: y", 426), (2, "Upgrade: h2c", 426),
            (3, "Connection: close", 426), (3, "X: y", 426), (4, "X: y", 400), (4, "Sec-WebSocket-Key:", 400),
            (4, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ", 400), (4, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j", 400),
            (4, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", 400),
            (5, "X: y", 426), (5, "Sec-WebSocket-Version: 12", 426), (5, "Sec-WebSocket-Version: 13, 8", 426),
        ]
    )
    func refused(line: Int, text: String, status: Int) throws {
        var lines = Self.lines
        lines[line] = text
        guard case .refused(let answer) = try Self.upgrade(lines) else {
            Issue.record("accepted")
            return
        }
        #expect(answer.status == status)
        #expect(!answer.body.isEmpty)
        #expect((answer.header("Sec-WebSocket-Version") == "13") == (status == 426))
    }
}
