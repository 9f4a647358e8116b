public import Books

/// Estimates a venue's clock from questions and answers: Cristian, "Probabilistic clock synchronization", 1989.
///
/// An answer was stamped somewhere between question and answer, so the middle is wrong by half the round trip at most.
/// Of the last eight the one with the shortest round trip counts. One that contradicts it beyond both errors proves
/// that a clock was stepped: then everything older is forgotten.
public struct VenueClock: Sendable {
    private struct Sample: Sendable {
        let origin: Int128
        let error: Int64
        let time: MonotonicTime
    }

    /// How many measurements are compared.
    private static let sampleLimit = 8
    /// How far two clocks may drift apart between two measurements, in parts of a million: twice a bad crystal.
    private static let driftPerMillion: Int128 = 200
    /// The time between two measurements.
    public static let spacing = TimeSpan.seconds(30)
    /// The time between two measurements while something is wrong.
    public static let hurriedSpacing = TimeSpan.seconds(1)

    /// The time between two measurements while there is none that lateness can be judged by.
    private static let firstSpacing = TimeSpan.seconds(2)
    /// How wrong an estimate may be for lateness to be judged by it.
    private static let usefulError = TimeSpan.milliseconds(100)

    private var samples: [Sample] = []

    /// A clock that nothing is known of.
    public init() {}

    /// Takes a measurement: asked at `sent`, answered at `heard`, stamped `stamp` with steps of `resolution`.
    public mutating func take(
        sent: MonotonicTime,
        heard: MonotonicTime,
        stamp: WallTime,
        resolution: TimeSpan
    ) {
        guard sent <= heard else { return }
        let halfTrip = (heard - sent).nanoseconds / 2
        // A stamp that was cut to its resolution lies half a step early on the average.
        let halfStep = resolution.nanoseconds / 2
        let middle = Int128(sent.nanoseconds) + Int128(halfTrip)
        let sample = Sample(
            origin: Int128(stamp.nanoseconds) + Int128(halfStep) - middle,
            error: halfTrip + halfStep,
            time: heard
        )
        if let best, contradict(best, sample) { samples.removeAll(keepingCapacity: true) }
        if samples.count == Self.sampleLimit { samples.removeFirst() }
        samples.append(sample)
    }

    /// How long the next measurement may wait: without a useful estimate, lateness goes unnoticed.
    public var nextSpacing: TimeSpan {
        guard let best, best.error <= Self.usefulError.nanoseconds else { return Self.firstSpacing }
        return Self.spacing
    }

    /// What is known; nil before the first measurement.
    ///
    /// It is as young as the newest measurement, which has not contradicted the best one.
    public var estimate: ClockEstimate? {
        guard let best, let newest = samples.last else { return nil }
        return ClockEstimate(
            origin: WallTime(nanoseconds: Int64(clamping: best.origin)),
            error: TimeSpan(nanoseconds: best.error),
            measuredAt: newest.time
        )
    }

    private var best: Sample? {
        samples.min { $0.error < $1.error }
    }

    private func contradict(_ old: Sample, _ new: Sample) -> Bool {
        let drift = Int128((new.time - old.time).nanoseconds) * Self.driftPerMillion / 1_000_000
        return (new.origin - old.origin).magnitude > (Int128(old.error) + Int128(new.error) + drift).magnitude
    }
}
