public import Venues

/// Reads one whole answer from the bytes of a connection (RFC 9112 section 6).
public enum HTTPAnswerReader {
    /// Larger answers than this are refused: a question for the time has a short one.
    private static let limit = 1 << 20

    /// The answer with which `bytes` begin and its length; nil while bytes are missing.
    public static func read(
        _ bytes: [UInt8],
        from peer: String
    ) throws(TransportError) -> (answer: HTTPAnswer, length: Int)? {
        let head: HTTPStatusHead?
        do throws(HTTPHeadError) {
            head = try HTTPStatusHead.parse(bytes.span)
        } catch {
            throw TransportError(.http, "\(peer) does not answer in HTTP/1.1, \(error.message): check the port.")
        }
        guard let head else { return nil }
        let rest = bytes[head.byteCount...]
        let body: (bytes: [UInt8], end: Int)?
        if head.headers.list("Transfer-Encoding", has: "chunked") {
            body = try chunks(rest, peer)
        } else {
            let written = head.headers.value(of: "Content-Length") ?? "0"
            guard let length = Int(written), (0...limit).contains(length) else { throw broken(peer, "its length") }
            body = rest.count >= length ? (Array(rest.prefix(length)), rest.startIndex + length) : nil
        }
        guard let body else { return nil }
        return (HTTPAnswer(status: head.status, headers: head.headers, body: body.bytes), body.end)
    }

    /// The chunks of a body and where they end; nil while bytes are missing (section 7.1).
    private static func chunks(
        _ bytes: ArraySlice<UInt8>,
        _ peer: String
    ) throws(TransportError) -> (bytes: [UInt8], end: Int)? {
        var body: [UInt8] = []
        var at = bytes.startIndex
        while true {
            guard let end = line(bytes, at) else { return nil }
            let digits = bytes[at..<end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), (0...limit).contains(size),
                body.count + size <= limit
            else { throw broken(peer, "its chunks") }
            at = end + 2
            if size == 0 { break }
            guard at + size + 2 <= bytes.endIndex else { return nil }
            body += bytes[at..<(at + size)]
            at += size + 2
        }
        // Trailers, up to an empty line.
        while true {
            guard let end = line(bytes, at) else { return nil }
            let isEmpty = end == at
            at = end + 2
            if isEmpty { return (body, at) }
        }
    }

    /// Where the line that begins at `start` ends; nil while its end is missing.
    private static func line(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
        guard start < bytes.endIndex else { return nil }
        var at = start
        while at + 1 < bytes.endIndex {
            if bytes[at] == 0x0D, bytes[at + 1] == 0x0A { return at }
            at += 1
        }
        return nil
    }

    private static func broken(_ peer: String, _ what: String) -> TransportError {
        TransportError(.http, "\(peer) breaks HTTP, \(what) cannot be read: check for a proxy in between.")
    }
}
