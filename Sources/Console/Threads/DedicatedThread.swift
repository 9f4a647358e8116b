import CLinux

/// Runs blocking work on an operating-system thread of its own.
///
/// The cooperative pool has as many threads as cores: a blocking call on it stops everything else.
public enum DedicatedThread {
    /// Starts a thread called `name` (at most 15 characters are kept) that runs `body` and ends with it.
    public static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let context = unsafe Unmanaged.passRetained(Work(body)).toOpaque()
        let failure = unsafe clinux_start_thread(
            name,
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
            },
            context
        )
        precondition(failure == 0, "cannot start the thread \(name) (errno \(failure)): raise `ulimit -u`")
    }

    /// Runs `body` on a thread called `name` while the calling task waits without blocking its own thread.
    ///
    /// When the task is cancelled, `stop` is called at once on the cancelling thread; it has to make `body` return.
    public static func run(
        _ name: String,
        stop: @escaping @Sendable () -> Void,
        _ body: @escaping @Sendable () -> Void
    ) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                start(name) {
                    body()
                    continuation.resume()
                }
            }
        } onCancel: {
            stop()
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
