public import Books

/// Finds out whether a stream gathers events before it sends them.
///
/// Where it does, its delay is that of the path and a wait for the batch, and its median says little of the path.
public struct BatchMeter: Sendable {
    private var arrivals = 0
    private var together = 0
    private var last: (heard: MonotonicTime, stamp: WallTime)?
    private var gaps: [TimeSpan] = []

    /// Events this near to each other have come in one piece.
    private static let instant = TimeSpan(nanoseconds: 100_000)
    /// Events whose stamps are this far from each other happened apart.
    private static let apart = TimeSpan.milliseconds(1)
    /// How many gaps are kept.
    private static let limit = 4_096

    /// Nothing heard yet.
    public init() {}

    /// Takes in when an event was heard and when it happened.
    public mutating func take(heard: MonotonicTime, stamp: WallTime) {
        defer { last = (heard, stamp) }
        guard let last else { return }
        // A stamp is foreign and may be anything.
        let (step, overflow) = stamp.nanoseconds.subtractingReportingOverflow(last.stamp.nanoseconds)
        guard !overflow, step > Self.apart.nanoseconds else { return }
        arrivals += 1
        let gap = heard - last.heard
        if gap < Self.instant {
            together += 1
        } else if gaps.count < Self.limit {
            gaps.append(gap)
        }
    }

    /// How many in a thousand events that happened apart came together; nil with too few to tell.
    public var share: Int? { arrivals >= 100 ? together * 1_000 / arrivals : nil }

    /// Whether the stream gathers events: more than one in ten that happened apart came together.
    public var isBatched: Bool { (share ?? 0) > 100 }

    /// The least usual time between two batches; nil where it does not gather.
    public var period: TimeSpan? {
        guard isBatched, !gaps.isEmpty else { return nil }
        return gaps.sorted()[gaps.count / 4]
    }
}
