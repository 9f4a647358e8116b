import TestKit
import Venues

/// Our codec over a plain connection to a peer: blocking, one step after the other.
final class PeerConnection {
    /// Why a conversation cannot go on.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The path of the request that opened the connection.
    let path: String
    /// How many pings were heard, and answered.
    private(set) var pings = 0
    private let socket: LoopbackSocket
    private var codec: WebSocketCodec

    /// Connects as a client.
    init(port: UInt16, path: String, limits: WebSocketLimits) throws {
        guard let endpoint = Endpoint(host: "127.0.0.1", port: port, isSecure: false, path: path) else {
            throw Failure(description: "127.0.0.1 is not taken for loopback")
        }
        self.path = path
        let nonce = [UInt8](UInt8(port & 0xF)...UInt8(port & 0xF) + 15)
        let handshake = try WebSocketHandshake(endpoint: endpoint, nonce: nonce, digests: PlainDigests())
        socket = try LoopbackSocket(port: port)
        codec = WebSocketCodec(role: .client, limits: limits, maskSeed: UInt64(port))
        try socket.send(handshake.request)
        repeat {
            guard try socket.receive(into: &codec.input) else { throw Failure(description: "no answer to the upgrade") }
        } while try !handshake.acceptAnswer(from: &codec.input)
    }

    /// Takes a client's connection as a server.
    init(accepting socket: LoopbackSocket, limits: WebSocketLimits) throws {
        self.socket = socket
        codec = WebSocketCodec(role: .server, limits: limits, maskSeed: 0)
        var head: HTTPRequestHead?
        repeat {
            guard try socket.receive(into: &codec.input) else { throw Failure(description: "no request") }
            head = try HTTPRequestHead.parse(codec.input.span)
        } while head == nil
        guard let head, case .accepted(let answer) = WebSocketUpgrade(answering: head, digests: PlainDigests()) else {
            throw Failure(description: "the peer's upgrade is refused")
        }
        path = String(head.path)
        codec.input.removeSubrange(0..<head.byteCount)
        try socket.send(answer)
    }

    /// Encodes and sends.
    func say(_ encode: (inout WebSocketCodec, inout [UInt8]) -> Void) throws {
        var bytes: [UInt8] = []
        encode(&codec, &bytes)
        try socket.send(bytes)
    }

    /// Sends a message again that was heard.
    func echo(_ heard: Heard) throws {
        try say { codec, bytes in
            switch heard {
            case .text(let payload): codec.encode(text: payload, into: &bytes)
            case .binary(let payload): codec.encode(binary: payload, into: &bytes)
            case .close(let code, let reason): codec.encodeClose(code: code, reason: reason, into: &bytes)
            case .ping, .pong, .violation: return
            }
        }
    }

    /// Ends the connection after the close frames; a client waits for the server to end it first (RFC 6455 section 7.1.1).
    func finish() throws {
        var rest: [UInt8] = []
        while try socket.receive(into: &rest) {}
        socket.finish()
        guard rest.isEmpty else { throw Failure(description: "the peer speaks after its close frame") }
    }

    /// Waits for the next thing that the peer says; pings are answered by the way.
    func hear() throws -> Heard {
        while true {
            switch codec.hearNext() {
            case .ping(let payload):
                pings += 1
                try say { $0.encodePong(payload, into: &$1) }
            case .some(let heard):
                return heard
            case nil:
                guard try socket.receive(into: &codec.input) else {
                    throw Failure(description: "the peer has closed the connection in the middle of \(path)")
                }
            }
        }
    }
}
