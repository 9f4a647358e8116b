/// A whole HTTP answer.
public struct HTTPAnswer: Sendable, Equatable {
    /// The status code.
    public let status: Int
    /// All header lines in order.
    public let headers: [HTTPHeader]
    /// The body.
    public let body: [UInt8]

    /// An answer with all its parts.
    public init(status: Int, headers: [HTTPHeader], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header line `name`, compared without regard to case.
    public func header(_ name: String) -> String? {
        headers.value(of: name)
    }
}
