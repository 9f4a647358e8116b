/// The client's side of the opening handshake (RFC 6455 section 4.1): a request, and a verdict on the answer.
///
/// Send ``request``, then ask ``acceptAnswer(from:)`` whenever bytes have arrived until it says that the connection
/// is a WebSocket. No extension is offered.
public struct WebSocketHandshake: Sendable {
    /// The bytes to send.
    public let request: [UInt8]

    private let authority: String
    private let accept: String
    private let subprotocols: [Substring]

    /// A handshake with `endpoint`.
    ///
    /// `nonce` is 16 bytes drawn anew for every connection. `headers` are added to the request; they must not
    /// repeat a line of the handshake itself.
    public init(
        endpoint: Endpoint,
        nonce: [UInt8],
        headers: [HTTPHeader] = [],
        digests: any Digests
    ) throws(TransportError) {
        precondition(nonce.count == WebSocketKey.byteCount, "a nonce of \(nonce.count) bytes")
        try Self.check(endpoint, headers)
        let key = Base64.encode(nonce)
        authority = endpoint.authority
        accept = WebSocketKey.accept(for: key, digests: digests)
        subprotocols = headers.list("Sec-WebSocket-Protocol")
        let lines = [
            HTTPHeader("Host", endpoint.authority),
            HTTPHeader("User-Agent", "rung"),
            HTTPHeader("Upgrade", "websocket"),
            HTTPHeader("Connection", "Upgrade"),
            HTTPHeader("Sec-WebSocket-Key", key),
            HTTPHeader("Sec-WebSocket-Version", WebSocketKey.version),
        ]
        var bytes = [UInt8]("GET \(endpoint.path) HTTP/1.1\r\n".utf8)
        for line in lines + headers { line.encode(into: &bytes) }
        bytes.append(contentsOf: "\r\n".utf8)
        request = bytes
    }

    /// Takes the answer's head from the front of `input`; false while bytes of it are missing.
    ///
    /// After true the connection is a WebSocket, and what `input` still holds are its first frames. An answer that
    /// refuses or breaks the handshake is an error of the step `http`.
    public func acceptAnswer(from input: inout [UInt8]) throws(TransportError) -> Bool {
        let head: HTTPStatusHead?
        do throws(HTTPHeadError) {
            head = try HTTPStatusHead.parse(input.span)
        } catch {
            throw TransportError(
                .http,
                "\(authority) does not answer the WebSocket upgrade in HTTP/1.1, \(error.message): "
                    + "check the host and the port."
            )
        }
        guard let head else { return false }
        guard head.status == 101 else { throw WebSocketRefusal.error(head, from: authority) }
        try check(head.headers)
        input.removeSubrange(0..<head.byteCount)
        return true
    }

    /// Checks the lines of an answer that agrees (RFC 6455 section 4.1, the client's list of checks).
    private func check(_ headers: [HTTPHeader]) throws(TransportError) {
        guard headers.values(of: "Upgrade").count == 1, headers.list("Upgrade", has: "websocket") else {
            throw broken("its Upgrade line is not `websocket`")
        }
        guard headers.list("Connection", has: "Upgrade") else {
            throw broken("its Connection line lacks `Upgrade`")
        }
        guard headers.values(of: "Sec-WebSocket-Accept") == [accept] else {
            throw broken("its Sec-WebSocket-Accept does not answer our key")
        }
        guard headers.list("Sec-WebSocket-Extensions").isEmpty else {
            throw broken("it uses an extension, and none was offered")
        }
        let chosen = headers.values(of: "Sec-WebSocket-Protocol")
        guard chosen.count <= 1, chosen.allSatisfy({ choice in subprotocols.contains { $0 == choice } }) else {
            throw broken("it chooses a subprotocol that was not offered")
        }
    }

    private func broken(_ what: String) -> TransportError {
        TransportError(
            .http,
            "\(authority) breaks the WebSocket handshake, \(what): look for a proxy in between, or a wrong address."
        )
    }

    /// Refuses what would not be one request as meant: line ends in the path, lines that the handshake itself has.
    private static func check(_ endpoint: Endpoint, _ headers: [HTTPHeader]) throws(TransportError) {
        let isPlain = { (text: String) in text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
        guard !endpoint.host.isEmpty, isPlain(endpoint.host) else {
            throw TransportError(
                .misuse,
                "The host name holds blanks or letters beyond ASCII: write it in its ASCII form."
            )
        }
        guard endpoint.path.hasPrefix("/"), isPlain(endpoint.path) else {
            throw TransportError(
                .misuse,
                "The path for \(endpoint.authority) must begin with / and hold no blanks: write them as %20."
            )
        }
        let ours = [
            "Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions",
        ]
        for header in headers where !header.isWellFormed || ours.contains(where: header.name.isEqualIgnoringCase) {
            throw TransportError(
                .misuse,
                "The header line \(header.name.isEmpty ? "without a name" : header.name) cannot be added to a "
                    + "WebSocket upgrade: take it out."
            )
        }
    }
}
