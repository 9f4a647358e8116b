/// The versions of HTTP that are spoken.
public enum HTTPVersion: Sendable, Equatable {
    /// HTTP/1.0: a connection for each request unless agreed otherwise.
    case http10
    /// HTTP/1.1.
    case http11

    /// Reads `HTTP/1.0` or `HTTP/1.1`, in capitals as RFC 9112 section 2.3 has it.
    static func parse(_ text: ArraySlice<UInt8>) throws(HTTPHeadError) -> HTTPVersion {
        if text.elementsEqual("HTTP/1.1".utf8) { return .http11 }
        if text.elementsEqual("HTTP/1.0".utf8) { return .http10 }
        guard text.starts(with: "HTTP/".utf8) else { throw .malformedStartLine }
        throw .unsupportedVersion
    }
}
