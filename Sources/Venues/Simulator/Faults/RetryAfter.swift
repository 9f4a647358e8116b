import Books
import Venues

/// The header that says when a client may come again (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// The header for a time, in whole seconds, rounded up.
    static func header(_ span: TimeSpan) -> HTTPHeader {
        HTTPHeader("Retry-After", String((span.nanoseconds + 999_999_999) / 1_000_000_000))
    }
}
