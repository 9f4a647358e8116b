import TestKit
import Testing
import Venues

/// The client's side of the opening handshake (RFC 6455 section 4.1).
@Suite("WebSocket handshake: the client")
struct WebSocketHandshakeTests {
    /// The bytes of the RFC's example key, `dGhlIHNhbXBsZSBub25jZQ==`.
    static let nonce = [UInt8]("the sample nonce".utf8)
    static let accepted = [
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    ]

    static func handshake(path: String = "/ws?streams=a/b", headers: [HTTPHeader] = []) throws -> WebSocketHandshake {
        let endpoint = try #require(Endpoint(host: "stream.example.com", port: 9443, isSecure: true, path: path))
        return try WebSocketHandshake(endpoint: endpoint, nonce: nonce, headers: headers, digests: PlainDigests())
    }

    /// Judges an answer of these lines; the error's sentence, or how many bytes are left behind the head.
    static func judge(_ lines: [String], headers: [HTTPHeader] = []) throws -> Result<Int?, TransportError> {
        var input = [UInt8]((lines.joined(separator: "\r\n") + "\r\n\r\nxyz").utf8)
        let handshake = try handshake(headers: headers)
        do throws(TransportError) {
            return .success(try handshake.acceptAnswer(from: &input) ? input.count : nil)
        } catch {
            return .failure(error)
        }
    }

    @Test("The request is the one that the RFC describes")
    func request() throws {
        let handshake = try Self.handshake(headers: [HTTPHeader("Origin", "https://example.com")])
        let text = """
            GET /ws?streams=a/b HTTP/1.1\r
            Host: stream.example.com:9443\r
            User-Agent: rung\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Origin: https://example.com\r
            \r\n
            """
        #expect(String(decoding: handshake.request, as: UTF8.self) == text)
    }

    @Test("The RFC's answer is accepted, and the bytes behind it stay")
    func accepted() throws {
        #expect(try Self.judge(Self.accepted).get() == 3)
    }

    @Test("Tokens are compared without regard to case and may stand in lists")
    func tokens() throws {
        var lines = Self.accepted
        lines[1] = "upgrade: WebSocket"
        lines[2] = "CONNECTION: keep-alive, upgrade"
        #expect(try Self.judge(lines).get() == 3)
    }

    @Test("An answer that comes byte by byte is accepted with its last byte")
    func byteByByte() throws {
        let handshake = try Self.handshake()
        let bytes = [UInt8]((Self.accepted.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        var input: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            input.append(byte)
            let isAccepted = try handshake.acceptAnswer(from: &input)
            #expect(isAccepted == (index == bytes.count - 1))
        }
        #expect(input.isEmpty)
    }

    @Test(
        "An answer that does not keep to the RFC is refused with what is wrong",
        arguments: [
            (1, "Upgrade: h2c", "Upgrade"), (1, "X: y", "Upgrade"), (1, "Upgrade: websocket\r\nUpgrade: x", "Upgrade"),
            (2, "Connection: close", "Connection"), (2, "X: y", "Connection"), (3, "X: y", "Sec-WebSocket-Accept"),
            (3, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOO=", "Sec-WebSocket-Accept"),
            (3, "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Accept"),
            (2, "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate", "extension"),
            (2, "Connection: Upgrade\r\nSec-WebSocket-Protocol: chat", "subprotocol"),
            (2, "Connection: Upgrade\r\n folded", "header line 3"), (0, "SSH-2.0-OpenSSH", "not HTTP"),
            (0, "HTTP/2 101", "HTTP/1.1"),
        ]
    )
    func broken(line: Int, text: String, named: String) throws {
        var lines = Self.accepted
        lines[line] = text
        let error = try #require(throws: TransportError.self) { try Self.judge(lines).get() }
        #expect(error.step == .http)
        #expect(error.message.contains(named) && error.message.contains("stream.example.com:9443"), "\(error.message)")
    }

    @Test("A subprotocol is accepted only if it was offered, and only one of them")
    func subprotocols() throws {
        let offer = [HTTPHeader("Sec-WebSocket-Protocol", "a, b")]
        #expect(try Self.judge(Self.accepted, headers: offer).get() == 3)
        #expect(try Self.judge(Self.accepted + ["Sec-WebSocket-Protocol: b"], headers: offer).get() == 3)
        for wrong in ["c", "B", "a, b", "", "a\r\nSec-WebSocket-Protocol: b"] {
            #expect(throws: TransportError.self) {
                try Self.judge(Self.accepted + ["Sec-WebSocket-Protocol: \(wrong)"], headers: offer).get()
            }
        }
    }

    @Test(
        "A refusal names the status and a remedy",
        arguments: [
            (["HTTP/1.1 429 Slow down", "Retry-After: 30"], ["429 (Too Many Requests)", "wait 30 s"]),
            (["HTTP/1.1 429 Slow down", "Retry-After: Wed, 21 Oct 2026"], ["429", "wait before"]),
            (["HTTP/1.1 429 Slow down", "Retry-After: 1234567890"], ["429", "wait 259200 s"]),
            (["HTTP/1.1 503 x"], ["503 (Service Unavailable)", "maintenance", "wait before"]),
            (["HTTP/1.1 451 x"], ["451 (Unavailable For Legal Reasons)", "region"]),
            (["HTTP/1.1 403 x"], ["403 (Forbidden)", "address list"]),
            (["HTTP/1.1 418 x", "Retry-After: 120"], ["418", "banned", "wait 120 s"]),
            (["HTTP/1.1 401 x"], ["401", "key"]), (["HTTP/1.1 404 x"], ["404", "path"]),
            (["HTTP/1.1 200 OK"], ["200", "no WebSocket"]), (["HTTP/1.1 400 x"], ["400", "parameters"]),
            (["HTTP/1.1 426 x"], ["426", "version"]), (["HTTP/1.1 500 x"], ["500", "status page"]),
            (["HTTP/1.1 301 x", "Location: https://new.example.com/"], ["301", "https://new.example.com/"]),
            (["HTTP/1.1 302 x", "Location: \u{85}"], ["302", "look up"]), (["HTTP/1.1 999 x"], ["999", "check"]),
        ]
    )
    func refused(lines: [String], named: [String]) throws {
        let error = try #require(throws: TransportError.self) { try Self.judge(lines).get() }
        #expect(error.step == .http)
        #expect(error.status.map { "\($0)" } == lines[0].split(separator: " ").dropFirst().first.map { String($0) })
        for part in named + ["stream.example.com:9443"] {
            #expect(error.message.contains(part), "\(error.message)")
        }
    }

    @Test("An answer that never ends is refused")
    func endless() throws {
        let handshake = try Self.handshake()
        var input = [UInt8](repeating: 65, count: 16 << 10)
        let error = #expect(throws: TransportError.self) { try handshake.acceptAnswer(from: &input) }
        #expect(error?.step == .http)
    }

    @Test(
        "A request that would not be one request as meant is not made",
        arguments: [
            ("", []), ("ws", []), ("/a b", []), ("/a\r\nX: y", []), ("/é", []),
            ("/", [HTTPHeader("A", "b\r\nC: d")]), ("/", [HTTPHeader("A b", "c")]), ("/", [HTTPHeader("", "c")]),
            ("/", [HTTPHeader("host", "other")]), ("/", [HTTPHeader("Sec-WebSocket-Extensions", "x")]),
        ] as [(String, [HTTPHeader])]
    )
    func misuse(path: String, headers: [HTTPHeader]) {
        let error = #expect(throws: TransportError.self) { try Self.handshake(path: path, headers: headers) }
        #expect(error?.step == .misuse)
    }

    @Test("A host that is no plain name is not asked")
    func misusedHost() throws {
        for host in ["", "a b", "a\r\nX: y", "börse.example"] {
            let endpoint = try #require(Endpoint(host: host, port: 443, isSecure: true, path: "/"))
            let error = #expect(throws: TransportError.self) {
                try WebSocketHandshake(endpoint: endpoint, nonce: Self.nonce, digests: PlainDigests())
            }
            #expect(error?.step == .misuse)
        }
    }

    @Test("Damaged answers never trap, and only whole ones are accepted")
    func neverTraps() throws {
        let handshake = try Self.handshake()
        let bytes = [UInt8]((Self.accepted.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        for seed in UInt64(1)...2000 {
            var generator = SplitMix64(seed: seed)
            var input = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) { input.damage(using: &generator) }
            let damaged = input
            do throws(TransportError) {
                guard try handshake.acceptAnswer(from: &input) else { continue }
                let text = String(decoding: damaged, as: UTF8.self)
                #expect(text.contains(" 101"), "seed \(seed)")
                #expect(text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "seed \(seed)")
            } catch {
                #expect(error.step == .http, "seed \(seed)")
            }
        }
    }
}
