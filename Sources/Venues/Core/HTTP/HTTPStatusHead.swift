/// The head of an answer, as a client reads it.
public struct HTTPStatusHead: Sendable, Equatable {
    /// The status code, 100 to 999.
    public let status: Int
    /// All header lines in order.
    public let headers: [HTTPHeader]
    /// The length of the head; the bytes behind it are the body's, or the first WebSocket frames'.
    public let byteCount: Int

    /// Reads the head with which `bytes` begin; `nil` while its blank line is missing.
    public static func parse(
        _ bytes: Span<UInt8>,
        limit: Int = HTTPHead.defaultLimit
    ) throws(HTTPHeadError) -> HTTPStatusHead? {
        guard let head = try HTTPHead.parse(bytes, limit: limit) else { return nil }
        return HTTPStatusHead(
            status: try status(head.startLine),
            headers: head.headers,
            byteCount: head.byteCount
        )
    }

    /// The code of a status line: version, blank, three digits, blank, words that mean nothing (RFC 9112 section 4).
    ///
    /// The blank after the code is missing in the answers of some servers.
    private static func status(_ line: [UInt8]) throws(HTTPHeadError) -> Int {
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count >= 2 else { throw .malformedStartLine }
        _ = try HTTPVersion.parse(fields[0])
        guard fields[1].count == 3, fields[1].allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformedStartLine
        }
        let status = fields[1].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard status >= 100 else { throw .malformedStartLine }
        return status
    }
}
