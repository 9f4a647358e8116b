public import Venues

/// An HTTP request as an exchange sees it.
public struct ExchangeRequest: Sendable, Equatable {
    /// The method, such as `GET`.
    public let method: String
    /// Path and query, as they were sent.
    public let target: String
    /// The header lines.
    public let headers: [HTTPHeader]

    /// A request with all its parts.
    public init(method: String, target: String, headers: [HTTPHeader] = []) {
        self.method = method
        self.target = target
        self.headers = headers
    }

    /// The value of the first header line `name`, compared without regard to case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
