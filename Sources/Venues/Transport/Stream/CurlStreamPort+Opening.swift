import Books
import CCurl
import Threads
import Venues

/// How a connection comes about.
extension CurlStreamPort {
    /// Connects to the endpoint in `attempt`; gives up when its time is over or `wake` is readable.
    static func connect(
        _ attempt: CurlFailure,
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
        return CurlConnection(easy, in: multi, socket: socket, failure: attempt, queueLimit: queueLimit)
    }

    private static func drive(
        _ easy: borrowing CurlEasy,
        _ attempt: CurlFailure,
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
