public import Books

/// Two venues whose prices are too far apart for both to be right.
public struct Decoupling: Sendable, Equatable {
    /// Since when.
    public let since: MonotonicTime
    /// How far the highest mid lies above the lowest, in basis points.
    public let basisPoints: Int64
}
