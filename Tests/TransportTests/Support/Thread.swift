import Books
import Threads
import Venues

/// Runs `body` on a thread of its own, as the console does with whatever blocks; the test's own thread stays free.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DedicatedThread.start("test") { continuation.resume(with: Result { try body() }) }
    }
}

/// The instant that is `milliseconds` from now.
func inMilliseconds(_ milliseconds: Int64) -> MonotonicTime {
    SteadyClock.now + .milliseconds(milliseconds)
}

/// The error that `body` throws; nil if it throws none.
func failure(of body: () throws(TransportError) -> Void) -> TransportError? {
    do throws(TransportError) {
        try body()
        return nil
    } catch {
        return error
    }
}
