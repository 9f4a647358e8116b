import Books
import CCurl
import COpenSSL
import Threads
import Venues

/// How a connection comes about.
extension CurlStreamPort {
    /// Connects to the endpoint in `attempt`; gives up when its time is over or `wake` is readable.
    static func connect(
        _ attempt: CurlAttempt,
        in multi: SharedMulti,
        wake: Int32
    ) throws(TransportError) -> CurlConnection {
        let deadline = SteadyClock.now + attempt.timeout
        let easy = try CurlEasy()
        try easy.point(at: attempt.endpoint, path: "/", trust: attempt.trust, timeout: attempt.timeout)
        try easy.set(CURLOPT_CONNECT_ONLY, 1)
        // A venue that moves to another machine has to be found there by the next attempt.
        try easy.set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
        try easy.set(CURLOPT_FRESH_CONNECT, 1)
        try readAhead(easy)
        try multi.handle.add(easy)
        do throws(TransportError) {
            try drive(easy, attempt, in: multi, wake: wake, until: deadline)
        } catch {
            multi.handle.remove(easy)
            throw error
        }
        guard let socket = easy.socket else {
            multi.handle.remove(easy)
            throw attempt.error(CURLE_COULDNT_CONNECT, easy)
        }
        return CurlConnection(easy, in: multi, socket: socket, attempt: attempt, queueLimit: queueLimit)
    }

    /// Lets OpenSSL take from the socket whatever fits its buffer.
    ///
    /// Otherwise it reads each record's header and then its body: a burst of 500-byte records then costs 3.4 us a
    /// record instead of 1.4. Bytes that it holds are no loss, since we read until nothing is left before we wait.
    private static func readAhead(_ easy: borrowing CurlEasy) throws(TransportError) {
        guard CurlLibrary.sharesOpenSSL else { return }
        let callback: ccurl_tls_callback = { _, context, _ in
            unsafe copenssl_set_read_ahead(OpaquePointer(context), 1)
            return CURLE_OK
        }
        try unsafe easy.check(ccurl_set_tls_callback(easy.handle, callback), CURLOPT_SSL_CTX_FUNCTION)
    }

    private static func drive(
        _ easy: borrowing CurlEasy,
        _ attempt: CurlAttempt,
        in multi: SharedMulti,
        wake: Int32,
        until deadline: MonotonicTime
    ) throws(TransportError) {
        while true {
            guard !Readiness.isWoken(wake) else {
                throw TransportError(
                    .cancelled,
                    "Connecting to \(attempt.endpoint.authority) was given up because this thread was woken."
                )
            }
            try multi.handle.perform()
            if let ended = unsafe multi.handle.nextEnded() {
                let code = unsafe ended.code
                guard code == CURLE_OK else { throw attempt.error(code, easy) }
                return
            }
            guard SteadyClock.now < deadline else { throw attempt.timeoutError(easy) }
            try multi.handle.wait(wake: wake, until: deadline)
        }
    }
}
