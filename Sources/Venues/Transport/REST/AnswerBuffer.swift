import Venues

/// Collects the head and body of one answer, as libcurl hands them out.
struct AnswerBuffer {
    /// A body larger than this is refused.
    ///
    /// More than ten times the largest that is asked for, a book of 5,000 levels or a page of 1,000 trades.
    static let largestBody = 8 << 20
    /// A head larger than this is refused.
    static let largestHead = 32 << 10

    /// The header lines so far.
    private(set) var headers: [HTTPHeader] = []
    /// The body so far.
    private(set) var body: [UInt8] = []
    /// Whether the peer sent more than is taken.
    private(set) var isTooLarge = false
    private var headSize = 0
    private var isHeadOver = false

    /// Takes one line of the head with its line end; false if that is too much.
    mutating func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headSize += bytes.count
        guard headSize <= Self.largestHead else {
            isTooLarge = true
            return false
        }
        let line = unsafe String(decoding: bytes, as: UTF8.self)
        // An interim answer (RFC 9110 section 15.2) has a head of its own, which the final one replaces.
        if line.hasPrefix("HTTP/") {
            headers = []
            isHeadOver = false
        } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), !isHeadOver {
            headers.append(HTTPHeader(Self.trimmed(line[..<colon]), Self.trimmed(line[colon...].dropFirst())))
        } else if Self.trimmed(line[...]).isEmpty {
            // What comes after the body is a trailer, and nothing of ours may be decided by one.
            isHeadOver = true
        }
        return true
    }

    /// Takes a piece of the body; false if that is too much.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= Self.largestBody - body.count else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        let start = text.utf8.firstIndex { !isBlank($0) } ?? text.endIndex
        let end = text.utf8.lastIndex { !isBlank($0) }.map { text.utf8.index(after: $0) } ?? text.endIndex
        return String(text[start..<max(start, end)])
    }
}
