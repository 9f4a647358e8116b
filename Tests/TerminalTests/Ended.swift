import Foundation
import Synchronization

@testable import Terminal

/// How a session on another thread began and ended.
final class Ended: Sendable {
    private let began = Mutex<pthread_t?>(nil)
    private let result = Mutex<LineEnd?>(nil)

    /// Notes the session's thread.
    func begin(_ thread: pthread_t) { began.withLock { $0 = thread } }

    /// Notes its end.
    func put(_ end: LineEnd) { result.withLock { $0 = end } }

    /// The thread, once it runs; nothing if it does not within ten seconds.
    func thread() -> pthread_t? { wait { began.withLock(\.self) } }

    /// The end, once it came; nothing if it does not within ten seconds.
    func end() -> LineEnd? { wait { result.withLock(\.self) } }

    private func wait<Value>(_ value: () -> Value?) -> Value? {
        let deadline = Date(timeIntervalSinceNow: 10)
        while Date() < deadline {
            if let value = value() { return value }
            _ = poll(nil, 0, 1)
        }
        return nil
    }
}
