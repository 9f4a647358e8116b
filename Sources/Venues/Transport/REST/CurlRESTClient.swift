import Threads
public import Venues

/// The REST client for the real network: HTTP/1.1 over TLS by libcurl, on a thread of its own.
///
/// It keeps connections alive, at most eight to a host, follows no redirect and repeats no request.
public final class CurlRESTClient: RESTClient, Sendable {
    private let inbox = RESTInbox()

    /// A client for peers that `trust` vouches for.
    public init(trust: TrustAnchors) {
        let inbox = inbox
        DedicatedThread.start("rung.rest") {
            BrokenPipe.block()
            RESTLoop(inbox, trust: trust).run()
            inbox.noteEnd()
        }
    }

    deinit {
        // The last reference may go in a completion, and its thread must not wait for itself.
        inbox.close()
    }

    /// Starts `request`.
    ///
    /// `completion` is called exactly once, on the client's thread; after ``close()`` at once, on the caller's.
    public func start(
        _ request: RESTRequest,
        completion: @escaping @Sendable (Result<HTTPAnswer, TransportError>) -> Void
    ) {
        let transfer = RESTTransfer(request)
        submit(transfer, completion: completion)
    }

    /// The answer to `request`.
    ///
    /// Cancelling the task resumes it at once with `.cancelled` and gives the request up: whether the peer carries it
    /// out stays unknown, so a request that changes something there has to go through ``start(_:completion:)``.
    public func answer(to request: RESTRequest) async throws(TransportError) -> HTTPAnswer {
        let transfer = RESTTransfer(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                submit(transfer) { continuation.resume(returning: $0) }
            }
        } onCancel: {
            transfer.end(.failure(Self.cancelled(request)))
            inbox.drop(transfer)
        }
        return try result.get()
    }

    /// Fails all pending requests with `.cancelled`; returns when the thread has ended, which is at once.
    ///
    /// Not to be called from a completion, which it would wait for.
    public func close() {
        inbox.close()
        inbox.awaitEnd()
    }

    private func submit(_ transfer: RESTTransfer, completion: @escaping RESTTransfer.Completion) {
        guard transfer.begin(completion) else {
            completion(.failure(Self.cancelled(transfer.request)))
            return
        }
        guard inbox.submit(transfer) else {
            transfer.end(.failure(Self.cancelled(transfer.request)))
            return
        }
    }

    /// The error for a request that our own side gave up.
    static func cancelled(_ request: RESTRequest) -> TransportError {
        TransportError(.cancelled, "The request to \(request.endpoint.authority) was given up on our side.")
    }
}
