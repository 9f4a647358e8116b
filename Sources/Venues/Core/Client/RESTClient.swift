public import Books

/// A REST client that the whole program shares.
///
/// Requests run on its own thread; nothing is ever retried by it.
public protocol RESTClient: Sendable {
    /// Starts `request`. `completion` is called exactly once, on the client's thread; it must not block.
    func start(_ request: RESTRequest, completion: @escaping @Sendable (Result<HTTPAnswer, TransportError>) -> Void)
}

/// A request for one answer.
public struct RESTRequest: Sendable, Equatable {
    /// Where it goes, path and query included.
    public let endpoint: Endpoint
    /// `GET`, `POST`, `DELETE` or `PUT`.
    public let method: String
    /// Header lines beside those that the client adds itself.
    public let headers: [HTTPHeader]
    /// The body, empty for none.
    public let body: [UInt8]
    /// After how long the request has failed.
    public let timeout: TimeSpan

    /// A request with all its parts.
    public init(
        _ method: String,
        _ endpoint: Endpoint,
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        timeout: TimeSpan
    ) {
        self.method = method
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
