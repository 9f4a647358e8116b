/// The head of a request, as a server reads it.
public struct HTTPRequestHead: Sendable, Equatable {
    /// The method, such as `GET`; its case matters.
    public let method: String
    /// The path and query as they were written, beginning with `/`.
    public let target: String
    /// The version of the protocol.
    public let version: HTTPVersion
    /// All header lines in order.
    public let headers: [HTTPHeader]
    /// The length of the head; the bytes behind it are the body's.
    public let byteCount: Int

    /// The target without its query, still with percent escapes.
    public var path: Substring {
        target.prefix { $0 != "?" }
    }

    /// The query as it was written, without the question mark; empty where there is none.
    public var query: Substring {
        target.drop { $0 != "?" }.dropFirst()
    }

    /// Whether the connection is used for another request after the answer (RFC 9112 section 9.3).
    public var keepsAlive: Bool {
        switch version {
        case .http11: !headers.list("Connection", has: "close")
        case .http10: headers.list("Connection", has: "keep-alive") && !headers.list("Connection", has: "close")
        }
    }

    /// Reads the head with which `bytes` begin; `nil` while its blank line is missing.
    public static func parse(
        _ bytes: Span<UInt8>,
        limit: Int = HTTPHead.defaultLimit
    ) throws(HTTPHeadError) -> HTTPRequestHead? {
        guard let head = try HTTPHead.parse(bytes, limit: limit) else { return nil }
        let fields = head.startLine.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard fields.count == 3 else { throw .malformedStartLine }
        let version = try HTTPVersion.parse(fields[2])
        guard !fields[0].isEmpty, fields[0].allSatisfy(HTTPHead.isTokenByte) else { throw .malformedStartLine }
        guard fields[1].first == UInt8(ascii: "/"), fields[1].allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformedStartLine
        }
        return HTTPRequestHead(
            method: String(decoding: fields[0], as: UTF8.self),
            target: String(decoding: fields[1], as: UTF8.self),
            version: version,
            headers: head.headers,
            byteCount: head.byteCount
        )
    }

    /// The length of the body, held against `limit`; 0 where none is announced (RFC 9112 section 6).
    ///
    /// A repeated length is refused even where both agree: it is how requests are smuggled past a proxy.
    public func bodyLength(limit: Int) throws(HTTPHeadError) -> Int {
        guard headers.value(of: "Transfer-Encoding") == nil else { throw .transferCoding }
        let values = headers.values(of: "Content-Length")
        guard let value = values.first else { return 0 }
        guard values.count == 1, !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformedContentLength
        }
        // Only digits: the conversion fails for nothing but a number beyond Int.
        guard let length = Int(value), length <= limit else { throw .bodyTooLong(limit: limit) }
        return length
    }
}
