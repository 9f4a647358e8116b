import Threads

/// Runs `body` on a thread of its own: waits for sockets must not hold up the threads that all other tests share.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        DedicatedThread.start("test") { continuation.resume(with: Result { try body() }) }
    }
}
