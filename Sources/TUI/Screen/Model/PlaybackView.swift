public import Books

/// How far a recording has been played.
public struct PlaybackView: Sendable, Hashable {
    /// The time from its beginning.
    public var position: TimeSpan
    /// Its whole length, if that is known.
    public var length: TimeSpan?
    /// The time of day in the recording.
    public var marketTime: WallTime?
    /// How fast it is played.
    public var speed: PlaybackSpeed
    /// Whether it stands still.
    public var isPaused: Bool

    /// A playback.
    public init(
        position: TimeSpan,
        length: TimeSpan? = nil,
        marketTime: WallTime? = nil,
        speed: PlaybackSpeed = .tenths(10),
        isPaused: Bool = false
    ) {
        self.position = position
        self.length = length
        self.marketTime = marketTime
        self.speed = speed
        self.isPaused = isPaused
    }
}
