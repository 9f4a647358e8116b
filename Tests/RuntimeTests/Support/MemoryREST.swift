import Synchronization
import Venues

/// A REST client whose answers the test makes up.
final class MemoryREST: RESTClient {
    private let paths = Mutex<[String]>([])
    private let answer: @Sendable (RESTRequest) -> Result<HTTPAnswer, TransportError>

    init(_ answer: @escaping @Sendable (RESTRequest) -> Result<HTTPAnswer, TransportError>) {
        self.answer = answer
    }

    /// A client that answers nothing but errors.
    convenience init() {
        self.init { _ in .failure(TransportError(.connect, "There is no server.")) }
    }

    /// What was asked for.
    var asked: [String] { paths.withLock { $0 } }

    func start(_ request: RESTRequest, completion: @escaping @Sendable (Result<HTTPAnswer, TransportError>) -> Void) {
        paths.withLock { $0.append(request.endpoint.path) }
        completion(answer(request))
    }
}
