import COpenSSL
import Venues

/// What OpenSSL says about a failure.
enum OpenSSLFailure {
    /// The first of this thread's queued errors as text; empties the queue.
    static func takeText() -> String {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return "no reason given" }
        guard let reason = unsafe ERR_reason_error_string(code) else { return "error \(code)" }
        return unsafe String(cString: reason)
    }

    /// An error for something that OpenSSL refused to do.
    static func error(_ act: String) -> TransportError {
        TransportError(.misuse, "OpenSSL could not \(act): \(takeText()).")
    }
}
