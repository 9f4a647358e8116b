public import Books

/// When each message of a recording is due.
///
/// Two exchanges that are given the same clock keep the relation in time of their recordings, and begin again together:
/// every `period` of recorded time is one round. Without a period a round ends where the recording does, and a second of
/// silence follows it: nobody has to know beforehand how long the recording is.
public struct PlaybackClock: Sendable, Hashable {
    /// When the first round began, or begins.
    public let start: MonotonicTime
    /// The recorded time that is played at ``start``.
    public let origin: WallTime
    /// The recorded time that one round takes, silence at its end included; nil for as long as the recording is.
    public let period: TimeSpan?
    /// How many hundredths of a recorded second are played in a second: 100 is the recorded speed.
    public let speedPercent: Int64

    /// A clock that plays `origin` at `start`; period and speed must be above zero.
    public init(start: MonotonicTime, origin: WallTime, period: TimeSpan?, speedPercent: Int64 = 100) {
        precondition(period.map { $0 > .zero } ?? true, "a round takes some time")
        precondition(speedPercent > 0, "a recording is played forwards, not at \(speedPercent) %")
        self.start = start
        self.origin = origin
        self.period = period
        self.speedPercent = speedPercent
    }

    /// When a message received at `recorded` is due in the given round, counted from 0.
    public func due(_ recorded: WallTime, round: Int) -> MonotonicTime {
        let elapsed = Int128(recorded.nanoseconds) - Int128(origin.nanoseconds)
        let played = elapsed + Int128(round) * Int128(period?.nanoseconds ?? 0)
        return MonotonicTime(
            nanoseconds: Int64(clamping: Int128(start.nanoseconds) + played * 100 / Int128(speedPercent))
        )
    }

    /// Whether a message received at `recorded` belongs to a round; later ones are cut off by the next round.
    public func isWithinRound(_ recorded: WallTime) -> Bool {
        guard let period else { return true }
        return Int128(recorded.nanoseconds) - Int128(origin.nanoseconds) < Int128(period.nanoseconds)
    }

    /// The clock of the round that follows one whose last message was due at `last`.
    func following(_ last: MonotonicTime) -> PlaybackClock {
        guard period == nil else { return self }
        let silence = TimeSpan(nanoseconds: max(1, TimeSpan.seconds(1).nanoseconds * 100 / speedPercent))
        return PlaybackClock(start: last + silence, origin: origin, period: nil, speedPercent: speedPercent)
    }
}
