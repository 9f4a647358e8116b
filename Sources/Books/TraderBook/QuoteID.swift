/// The number of a quote, never used twice while the console runs.
public struct QuoteID: Sendable, Hashable, Comparable {
    /// The count of quotes made before it.
    public let number: UInt64

    /// The quote with this number.
    @inlinable
    public init(number: UInt64) {
        self.number = number
    }

    @inlinable
    public static func < (left: QuoteID, right: QuoteID) -> Bool {
        left.number < right.number
    }
}
