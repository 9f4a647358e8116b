import Books
import Testing
import Threads
import Transport
import Venues

/// A client over a real socket, for one thread; all waits together end after a minute.
final class WireClient {
    private let stream: CurlStreamPort
    private let endpoint: Endpoint
    private var codec = WebSocketCodec(role: .client, maskSeed: 7)
    private let deadline = SteadyClock.now + .seconds(60)

    /// What came over a WebSocket.
    enum Message: Equatable {
        case text(String)
        case ping
        case closed(UInt16?)
    }

    /// A connection to a port of this machine.
    init(port: UInt16, trust: TrustAnchors, isSecure: Bool) throws {
        endpoint = try #require(Endpoint(host: "127.0.0.1", port: port, isSecure: isSecure, path: "/"))
        stream = CurlStreamPort(wake: WakeDescriptor(), trust: trust)
        try stream.open(endpoint, timeout: .seconds(10))
    }

    /// Makes the connection a WebSocket.
    func upgrade(_ target: String) throws {
        let place = Endpoint(host: endpoint.host, port: endpoint.port, isSecure: endpoint.isSecure, path: target)
        let handshake = try WebSocketHandshake(
            endpoint: try #require(place),
            nonce: Array(0..<16),
            digests: OpenSSLDigests()
        )
        try stream.send(handshake.request)
        while try !handshake.acceptAnswer(from: &codec.input) { try receive() }
    }

    /// Sends a text message.
    func send(_ text: String) throws {
        var bytes: [UInt8] = []
        codec.encode(text: Array(text.utf8), into: &bytes)
        try stream.send(bytes)
    }

    /// Sends a close frame.
    func sendClose(_ code: UInt16) throws {
        var bytes: [UInt8] = []
        codec.encodeClose(code: code, into: &bytes)
        try stream.send(bytes)
    }

    /// Sends bytes as they are.
    func send(raw bytes: [UInt8]) throws {
        try stream.send(bytes)
    }

    /// The next message; pings are answered.
    func next() throws -> Message {
        while true {
            switch codec.next() {
            case .text:
                let bytes = codec.withPayload { span in span.indices.map { span[$0] } }
                return .text(String(decoding: bytes, as: UTF8.self))
            case .ping:
                var pong: [UInt8] = []
                codec.encodePong(into: &pong)
                try stream.send(pong)
                return .ping
            case .close(let code, _):
                return .closed(code)
            case .binary, .pong, .violation:
                throw TransportError(.http, "The exchange sends what it should not.")
            case nil:
                try receive()
            }
        }
    }

    /// The next text message.
    func text() throws -> String {
        while true {
            switch try next() {
            case .text(let text): return text
            case .ping: continue
            case .closed(let code): throw TransportError(.broken, "closed with \(code ?? 0)")
            }
        }
    }

    /// Reads on until the close frame, and gives its code.
    func closeCode() throws -> UInt16? {
        while true {
            if case .closed(let code) = try next() { return code }
        }
    }

    /// Asks for something over HTTP and gives the answer, whose length is told.
    func get(_ target: String) throws -> HTTPAnswer {
        try stream.send(Array("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
        return try answer()
    }

    /// The next answer.
    func answer() throws -> HTTPAnswer {
        while true {
            let input = codec.input
            if let head = try HTTPStatusHead.parse(input.span) {
                let length = Int(head.headers.value(of: "Content-Length") ?? "0") ?? 0
                if codec.input.count >= head.byteCount + length {
                    let body = Array(codec.input[head.byteCount..<(head.byteCount + length)])
                    codec.input.removeSubrange(..<(head.byteCount + length))
                    return HTTPAnswer(status: head.status, headers: head.headers, body: body)
                }
            }
            try receive()
        }
    }

    /// Waits until the exchange ends the connection, reading nothing meanwhile but what it must.
    func awaitEnd() {
        do {
            while true { try receive() }
        } catch {
            // An end, in order or by a reset.
        }
    }

    private func receive() throws {
        let count = codec.input.count
        switch try stream.receive(into: &codec.input) {
        case .closed:
            // What came before the end is to be read first.
            guard codec.input.count > count else {
                throw TransportError(.broken, "The exchange has ended the connection.")
            }
        case .drained(0):
            guard try stream.wait(until: deadline) != .deadline else {
                throw TransportError(.timeout, "Nothing came for a minute.")
            }
        case .drained, .more:
            break
        }
    }
}
