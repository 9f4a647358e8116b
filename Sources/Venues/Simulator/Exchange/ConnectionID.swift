/// A connection of a client to an exchange; numbers are given once and rise.
public struct ConnectionID: Sendable, Hashable, Comparable {
    /// The number.
    public let number: UInt64

    /// The connection with this number.
    public init(number: UInt64) {
        self.number = number
    }

    public static func < (left: ConnectionID, right: ConnectionID) -> Bool {
        left.number < right.number
    }
}
