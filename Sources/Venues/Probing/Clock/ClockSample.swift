public import Books

/// One question for the venue's time with its answer.
public struct ClockSample: Sendable, Hashable {
    /// When we asked, by our steady clock.
    public let sent: MonotonicTime
    /// When we heard the answer.
    public let heard: MonotonicTime
    /// What the venue's clock read when it took the question in.
    public let taken: WallTime
    /// What it read when it gave the answer out; the same as ``taken`` where the venue gives one time.
    public let given: WallTime
    /// How coarse the venue's stamps are: the truth lies up to this much later.
    public let resolution: TimeSpan

    /// A sample with all its parts.
    public init(sent: MonotonicTime, heard: MonotonicTime, taken: WallTime, given: WallTime, resolution: TimeSpan) {
        self.sent = sent
        self.heard = heard
        self.taken = taken
        self.given = given
        self.resolution = resolution
    }

    /// The venue's clock less ours is not above this at ``sent``: the question cannot have arrived before it left.
    var ceiling: Int128 {
        Int128(taken.nanoseconds) + Int128(resolution.nanoseconds) - Int128(sent.nanoseconds)
    }

    /// The venue's clock less ours is not below this at ``heard``: the answer cannot be heard before it was given.
    var floor: Int128 {
        Int128(given.nanoseconds) - Int128(heard.nanoseconds)
    }
}
