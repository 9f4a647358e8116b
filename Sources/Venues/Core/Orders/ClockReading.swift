public import Books

/// One instant by both clocks of this machine: the steady one decides, the calendar one is for signing.
public struct ClockReading: Sendable, Hashable {
    /// By the steady clock.
    public let steady: MonotonicTime
    /// By the calendar clock, which may be stepped at any time.
    public let wall: WallTime

    /// An instant by both clocks.
    public init(steady: MonotonicTime, wall: WallTime) {
        self.steady = steady
        self.wall = wall
    }

    /// The instant by a venue's clock; by our calendar where the venue's clock was not measured yet.
    public func time(by clock: ClockEstimate?) -> WallTime {
        clock?.time(at: steady) ?? wall
    }
}
