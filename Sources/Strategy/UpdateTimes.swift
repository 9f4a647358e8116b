public import Books

/// When a venue says that an update happened, and when we had read it: two clocks, so not a difference yet.
public struct UpdateTimes: Sendable, Equatable {
    /// By the venue's clock.
    public let exchange: WallTime
    /// By our steady clock.
    public let received: MonotonicTime
}
