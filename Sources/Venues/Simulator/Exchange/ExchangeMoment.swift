public import Books

/// The time as an exchange is told it, by both clocks.
public struct ExchangeMoment: Sendable, Hashable {
    /// For deadlines.
    public var steady: MonotonicTime
    /// For what is written into messages.
    public var wall: WallTime

    /// A moment by both clocks.
    public init(steady: MonotonicTime, wall: WallTime) {
        self.steady = steady
        self.wall = wall
    }
}
