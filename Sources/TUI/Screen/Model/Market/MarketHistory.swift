public import Books

/// The mid and the spread of the consumer book over the last minute, sampled evenly.
public struct MarketHistory: Sendable, Equatable {
    /// The time between two samples.
    public var interval: TimeSpan
    /// The samples, oldest first; nothing where there was no market.
    public var samples: [MidAndSpread?]

    /// The span that the plots show.
    public static let span = TimeSpan.seconds(60)

    /// A history of `samples` that lie `interval` apart.
    public init(interval: TimeSpan = .milliseconds(500), samples: [MidAndSpread?] = []) {
        self.interval = interval
        self.samples = samples
    }
}
