/// The server's side of the opening handshake (RFC 6455 section 4.2): the answer to a request.
public enum WebSocketUpgrade: Sendable, Equatable {
    /// The request is in order: send these bytes, then speak WebSocket.
    case accepted([UInt8])
    /// The request is not: send this answer.
    case refused(HTTPAnswer)

    /// Judges the request.
    ///
    /// Extensions and subprotocols that it offers are not taken.
    public init(answering head: HTTPRequestHead, digests: any Digests) {
        do throws(Refusal) {
            self = .accepted(Self.answer(key: try Self.key(head), digests: digests))
        } catch {
            self = .refused(error.answer)
        }
    }

    /// Why a request is refused.
    private struct Refusal: Error {
        let status: Int
        let reason: String
        var headers: [HTTPHeader] = []

        var answer: HTTPAnswer {
            HTTPAnswer(
                status: status,
                headers: headers + [HTTPHeader("Content-Type", "text/plain; charset=utf-8")],
                body: [UInt8]((reason + "\n").utf8)
            )
        }
    }

    /// The key of a request that is in order (section 4.2.1, whose order the checks follow).
    private static func key(_ head: HTTPRequestHead) throws(Refusal) -> String {
        guard head.method == "GET" else {
            throw Refusal(status: 405, reason: "A WebSocket is opened with GET.", headers: [HTTPHeader("Allow", "GET")])
        }
        guard head.version == .http11 else {
            throw Refusal(status: 400, reason: "A WebSocket is opened with HTTP/1.1.")
        }
        guard head.headers.value(of: "Content-Length") == nil, head.headers.value(of: "Transfer-Encoding") == nil else {
            throw Refusal(status: 400, reason: "A request that opens a WebSocket has no body.")
        }
        guard head.headers.values(of: "Host").count == 1 else {
            throw Refusal(status: 400, reason: "The request must have one Host line.")
        }
        guard
            head.headers.list("Upgrade", has: "websocket"),
            head.headers.list("Connection", has: "Upgrade")
        else {
            throw Refusal(
                status: 426,
                reason: "This address speaks WebSocket alone.",
                headers: [HTTPHeader("Upgrade", "websocket"), versionLine]
            )
        }
        guard head.headers.values(of: "Sec-WebSocket-Version") == [WebSocketKey.version] else {
            throw Refusal(status: 426, reason: "Only version 13 is spoken.", headers: [versionLine])
        }
        let keys = head.headers.values(of: "Sec-WebSocket-Key")
        guard keys.count == 1, Base64.decode(keys[0])?.count == WebSocketKey.byteCount else {
            throw Refusal(status: 400, reason: "Sec-WebSocket-Key must be 16 bytes in base64.")
        }
        return keys[0]
    }

    private static func answer(key: String, digests: any Digests) -> [UInt8] {
        var bytes: [UInt8] = []
        let headers = [
            HTTPHeader("Upgrade", "websocket"),
            HTTPHeader("Connection", "Upgrade"),
            HTTPHeader("Sec-WebSocket-Accept", WebSocketKey.accept(for: key, digests: digests)),
        ]
        HTTPAnswer.encodeHead(status: 101, headers: headers, into: &bytes)
        return bytes
    }

    /// The versions that are spoken (section 4.4).
    private static var versionLine: HTTPHeader {
        HTTPHeader("Sec-WebSocket-Version", WebSocketKey.version)
    }
}
