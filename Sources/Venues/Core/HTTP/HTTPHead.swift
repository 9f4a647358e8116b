/// The lines of an HTTP/1 message up to the blank one, for either direction (RFC 9112 sections 2 to 5).
///
/// It is strict where leniency lets two readers of the same bytes disagree: lines end in CR LF, no line is
/// continued on the next (section 5.2), and no blank stands before a colon (section 5.1).
public struct HTTPHead: Sendable, Equatable {
    /// The most bytes that a head may have unless the reader says otherwise.
    public static let defaultLimit = 16 << 10

    /// The request line or the status line.
    public let startLine: [UInt8]
    /// The header lines in order.
    public let headers: [HTTPHeader]
    /// The length of the head with the blank line; what follows is the body, or the first WebSocket frames.
    public let byteCount: Int

    /// Reads the head with which `bytes` begin; `nil` while the blank line is missing.
    public static func parse(_ bytes: Span<UInt8>, limit: Int = defaultLimit) throws(HTTPHeadError) -> HTTPHead? {
        guard let byteCount = try endOfHead(bytes, limit: limit) else { return nil }
        var lineStart = 0
        var startLine: [UInt8]?
        var headers: [HTTPHeader] = []
        // Without the two bytes of the blank line, every line ends in CR LF.
        while lineStart < byteCount - 2 {
            let lineEnd = endOfLine(bytes, from: lineStart)
            let line = bytes.extracting(lineStart..<lineEnd)
            if startLine == nil {
                guard let text = copy(line, where: isLineByte) else { throw .malformedStartLine }
                startLine = text
            } else {
                guard let header = header(line) else { throw .malformedHeader(line: headers.count + 1) }
                headers.append(header)
            }
            lineStart = lineEnd + 2
        }
        guard let startLine, !startLine.isEmpty else { throw .malformedStartLine }
        return HTTPHead(startLine: startLine, headers: headers, byteCount: byteCount)
    }

    // MARK: - Lines

    /// Where the head ends, behind its blank line; `nil` while that is missing.
    private static func endOfHead(_ bytes: Span<UInt8>, limit: Int) throws(HTTPHeadError) -> Int? {
        let end = min(bytes.count, limit)
        var index = 3
        while index < end {
            switch bytes[index] {
            case lf where bytes[index - 1] == cr && bytes[index - 2] == lf && bytes[index - 3] == cr: return index + 1
            case cr, lf: index += 1
            // A byte that is no part of CR LF CR LF: those four can begin behind it at the earliest.
            default: index += 4
            }
        }
        guard bytes.count < limit else { throw .tooLong(limit: limit) }
        return nil
    }

    /// Where the line that begins at `start` ends, before its CR LF, which the caller knows to come.
    private static func endOfLine(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while !(bytes[index] == cr && bytes[index + 1] == lf) { index += 1 }
        return index
    }

    /// The header line; `nil` where it is none.
    private static func header(_ line: Span<UInt8>) -> HTTPHeader? {
        guard let colon = line.indices.first(where: { line[$0] == UInt8(ascii: ":") }), colon > 0 else { return nil }
        var start = colon + 1
        var end = line.count
        while start < end, isBlank(line[start]) { start += 1 }
        while start < end, isBlank(line[end - 1]) { end -= 1 }
        guard
            let name = copy(line.extracting(0..<colon), where: isTokenByte),
            let value = copy(line.extracting(start..<end), where: isLineByte)
        else { return nil }
        return HTTPHeader(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    /// A copy of the bytes if all of them are allowed.
    private static func copy(_ bytes: Span<UInt8>, where isAllowed: (UInt8) -> Bool) -> [UInt8]? {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices {
            guard isAllowed(bytes[index]) else { return nil }
            copy.append(bytes[index])
        }
        return copy
    }

    // MARK: - Kinds of bytes

    private static let cr = UInt8(ascii: "\r")
    private static let lf = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Whether `byte` may stand in a line: no control character but the tab (RFC 9110 section 5.5).
    static func isLineByte(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t")
    }

    /// Whether `byte` may stand in a method or in a header's name (RFC 9110 section 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
