import Books

/// The `Retry-After` line of an answer (RFC 9110 section 10.2.3), in its form of seconds: how long to leave the peer alone.
enum RetryAfter {
    /// Three days, the longest ban that a venue knows.
    private static let longest: Int64 = 259_200

    /// The span that the line asks for; nil without a line, or where it is no number of seconds.
    static func span(_ headers: [HTTPHeader]) -> TimeSpan? {
        guard let value = headers.value(of: "Retry-After"), (1...18).contains(value.utf8.count),
            value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int64(value)
        else { return nil }
        return .seconds(min(seconds, longest))
    }
}
