public import Venues

/// An HTTP request as an exchange sees it.
public struct ExchangeRequest: Sendable, Equatable {
    /// The method, such as `GET`.
    public let method: String
    /// Path and query, as they were sent.
    public let target: String
    /// The header lines.
    public let headers: [HTTPHeader]
    /// The body, empty where there is none.
    public let body: [UInt8]

    /// A request with all its parts.
    public init(method: String, target: String, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}
