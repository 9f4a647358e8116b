public import Books

/// How long an order takes to a venue: the median of what was measured last.
///
/// A sample is the venue's own stamp on the order less the time it was sent, with the offset of the clocks taken out.
/// While there are few, half the time that a question and its answer take stands in for it.
public struct OneWayTimes: Sendable, Hashable {
    /// How many samples are kept.
    public static let window = 200
    /// From how many samples on the median is trusted.
    public static let enough = 20

    private var samples: [TimeSpan] = []
    private var oldest = 0
    private var roundTrip: TimeSpan?

    /// Nothing measured yet.
    public init() {}

    /// Notes that an order took `span`; what is negative says more of the clocks than of the path and is left out.
    public mutating func add(_ span: TimeSpan) {
        guard span >= .zero else { return }
        if samples.count < Self.window {
            samples.append(span)
        } else {
            samples[oldest] = span
            oldest = (oldest + 1) % Self.window
        }
    }

    /// Notes that a question and its answer took `span`.
    public mutating func noteRoundTrip(_ span: TimeSpan) {
        guard span >= .zero else { return }
        roundTrip = min(span, roundTrip ?? span)
    }

    /// The time to plan with; nil if nothing was measured.
    public var median: TimeSpan? {
        guard samples.count >= Self.enough else {
            return roundTrip.map { TimeSpan(nanoseconds: $0.nanoseconds / 2) }
        }
        return samples.sorted()[samples.count / 2]
    }
}
