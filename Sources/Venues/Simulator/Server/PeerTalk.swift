import Transport
import Venues

/// What a client's thread does: bytes into messages for the engine, until either side ends the connection.
///
/// It speaks HTTP first, one request after the other, and WebSocket after an upgrade. What goes out is the engine's
/// business alone, but for the refusal of a request that is none.
struct PeerTalk {
    private let connection: ServerConnection
    private let identifier: ConnectionID
    private let inbox: EngineInbox
    private let peer: Peer

    /// The longest message and the longest body that a client may send: requests are short.
    private static let messageLimit = 1 << 16
    /// How much a client may send ahead of the answer to its request.
    private static let inputLimit = 1 << 20

    private init(_ connection: ServerConnection, _ inbox: EngineInbox) {
        self.connection = connection
        identifier = inbox.nextSender()
        self.inbox = inbox
        peer = Peer(connection.outbox)
    }

    /// Talks to a client until the connection ends.
    static func run(_ connection: ServerConnection, with inbox: EngineInbox) {
        let talk = PeerTalk(connection, inbox)
        _ = talk.post(.opened(talk.peer))
        do throws(TransportError) {
            var input: [UInt8] = []
            if try talk.speakHTTP(&input) { try talk.speakWebSocket(input) }
        } catch {
            // The connection broke, the client reads too slowly, or the server stops: an end like any other.
        }
        if talk.peer.ending == .reset { connection.abort() }
        _ = talk.post(.gone)
    }

    private func post(_ message: PeerMessage) -> Bool {
        inbox.post(message, from: identifier)
    }

    // MARK: - HTTP

    /// Serves requests; true once the connection is a WebSocket, false when it is to end.
    private func speakHTTP(_ input: inout [UInt8]) throws(TransportError) -> Bool {
        while true {
            let arrived: Request?
            do throws(HTTPHeadError) {
                arrived = try Self.takeRequest(from: &input)
            } catch {
                try refuse(error)
                return false
            }
            guard let request = arrived else {
                guard try receiveOrWait(into: &input) else { return false }
                continue
            }
            guard try ask(request) else { return false }
            switch try awaitVerdict(&input) {
            case .upgraded: return true
            case .answered where request.head.keepsAlive && !request.isUpgrade: continue
            case .answered, nil: return false
            }
        }
    }

    /// A request that has arrived whole.
    private struct Request {
        let head: HTTPRequestHead
        let body: [UInt8]

        var isUpgrade: Bool { head.headers.list("Upgrade", has: "websocket") }
    }

    /// Takes the next request from the input; `nil` while bytes of it are missing.
    private static func takeRequest(from input: inout [UInt8]) throws(HTTPHeadError) -> Request? {
        guard let head = try HTTPRequestHead.parse(input.span) else { return nil }
        let end = head.byteCount + (try head.bodyLength(limit: messageLimit))
        guard input.count >= end else { return nil }
        let request = Request(head: head, body: Array(input[head.byteCount..<end]))
        input.removeSubrange(..<end)
        return request
    }

    /// Hands a request to the engine; false if it is no proper upgrade, which has been answered then.
    private func ask(_ request: Request) throws(TransportError) -> Bool {
        let head = request.head
        guard request.isUpgrade else {
            let question = ExchangeRequest(
                method: head.method,
                target: head.target,
                headers: head.headers,
                body: request.body
            )
            return post(.request(question, keepsAlive: head.keepsAlive))
        }
        switch WebSocketUpgrade(answering: head, digests: OpenSSLDigests()) {
        case .accepted(let acceptance):
            return post(.upgrade(target: head.target, acceptance: acceptance))
        case .refused(let answer):
            try send(answer)
            return false
        }
    }

    private func refuse(_ error: HTTPHeadError) throws(TransportError) {
        let type = HTTPHeader("Content-Type", "text/plain; charset=utf-8")
        try send(HTTPAnswer(status: error.status, headers: [type], body: Array((error.message + "\n").utf8)))
    }

    /// Sends an answer after which the connection ends.
    private func send(_ answer: HTTPAnswer) throws(TransportError) {
        var bytes: [UInt8] = []
        answer.encode(keepsAlive: false, into: &bytes)
        try connection.send(bytes)
    }

    /// Waits for the engine's decision; `nil` if the connection is to end.
    private func awaitVerdict(_ input: inout [UInt8]) throws(TransportError) -> Peer.Verdict? {
        while true {
            if let verdict = peer.takeVerdict() { return verdict }
            guard input.count <= Self.inputLimit, try receiveOrWait(into: &input) else { return nil }
        }
    }

    // MARK: - WebSocket

    /// Hands what the client says to the engine; `input` holds what came behind the upgrade already.
    private func speakWebSocket(_ input: [UInt8]) throws(TransportError) {
        let limits = WebSocketLimits(maximumMessageBytes: Self.messageLimit)
        var codec = WebSocketCodec(role: .server, limits: limits, maskSeed: 0)
        codec.input = input
        repeat {
            while let event = codec.next() {
                guard post(Self.message(event, codec)) else { return }
            }
        } while try receiveOrWait(into: &codec.input)
    }

    /// What an event means to the engine.
    private static func message(_ event: WebSocketEvent, _ codec: borrowing WebSocketCodec) -> PeerMessage {
        switch event {
        case .text: .text(codec.payloadCopy())
        case .ping: .ping(codec.payloadCopy())
        case .pong: .pong(codec.payloadCopy())
        // Unsupported data (RFC 6455 section 7.4.1): both venues speak text alone.
        case .binary: .ending(code: 1003, reason: "only text is understood")
        case .close(let code, _): .ending(code: code, reason: "")
        case .violation(let violation): .ending(code: violation.closeCode, reason: violation.message)
        }
    }

    // MARK: - Bytes

    /// Reads what has come, or waits for more or for the engine; false when the connection is to end.
    private func receiveOrWait(into input: inout [UInt8]) throws(TransportError) -> Bool {
        switch try connection.receive(into: &input) {
        case .closed: return false
        case .drained(0): _ = try connection.wait(until: nil)
        case .drained, .more: break
        }
        return peer.ending == nil
    }
}
