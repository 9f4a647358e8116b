/// One header line of an HTTP message.
public struct HTTPHeader: Sendable, Hashable {
    /// The name as it was written; compare it without regard to case.
    public let name: String
    /// The value, without the blanks around it.
    public let value: String

    /// The line `name: value`.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
