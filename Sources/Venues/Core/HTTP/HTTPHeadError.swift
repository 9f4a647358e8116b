/// Why the head of an HTTP message is not accepted.
///
/// The same for both directions: a server answers with ``status``, a client drops the connection.
public enum HTTPHeadError: Error, Sendable, Equatable {
    /// The blank line does not come within the limit.
    case tooLong(limit: Int)
    /// The first line is not a request line or not a status line.
    case malformedStartLine
    /// The message is not of HTTP/1.0 or HTTP/1.1.
    case unsupportedVersion
    /// The header line, counted from 1, is not `name: value`.
    case malformedHeader(line: Int)
    /// The length of the body is told twice, or not as a plain number.
    case malformedContentLength
    /// The body is longer than the limit.
    case bodyTooLong(limit: Int)
    /// The body comes in a transfer coding.
    case transferCoding
    /// The part of the target or the body that is a form has a bad percent escape, or is not UTF-8.
    case malformedForm

    /// The status with which a server refuses the request (RFC 9110 section 15).
    public var status: Int {
        switch self {
        case .malformedStartLine, .malformedHeader, .malformedContentLength, .malformedForm: 400
        case .bodyTooLong: 413
        case .tooLong: 431
        case .transferCoding: 501
        case .unsupportedVersion: 505
        }
    }

    /// One sentence for a person.
    public var message: String {
        switch self {
        case .tooLong(let limit): "the HTTP head is longer than \(limit) bytes"
        case .malformedStartLine: "the first line is not HTTP"
        case .unsupportedVersion: "the message is not of HTTP/1.0 or HTTP/1.1"
        case .malformedHeader(let line): "header line \(line) is not of the form `name: value`"
        case .malformedContentLength: "Content-Length is repeated or is not a number"
        case .bodyTooLong(let limit): "the body is longer than \(limit) bytes"
        case .transferCoding: "Transfer-Encoding is not supported: send the body whole, with Content-Length"
        case .malformedForm: "the query or form has a bad percent escape or is not UTF-8"
        }
    }
}
