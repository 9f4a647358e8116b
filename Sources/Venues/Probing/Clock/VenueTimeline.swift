public import Books

/// The venue's clock over a whole measurement.
public struct VenueTimeline: Sendable {
    /// The lines, in the order of time.
    public let lines: [ClockLine]

    /// The timeline that `samples` tell, which are in the order of time.
    public init(_ samples: [ClockSample]) {
        lines = ClockFit.lines(samples)
    }

    /// How wrong it is at worst; nil where nothing is known.
    public var error: TimeSpan? { lines.map(\.error).max() }

    /// The drift of its longest line and how wrong that is, in parts of 10^12; nil where nothing is known.
    public var drift: (value: Int64, error: Int64)? {
        lines.max { $0.end - $0.start < $1.end - $1.start }.map { ($0.drift, $0.driftError) }
    }

    /// What the venue's clock read at a moment of ours; nil where no line holds.
    public func time(at moment: MonotonicTime) -> WallTime? {
        line(at: moment)?.time(at: moment)
    }

    /// How long something that the venue stamped `stamp` took until it was heard; nil where no line holds.
    ///
    /// Below zero it shows that the line is wrong, though never by more than its error.
    public func delay(of stamp: WallTime, heard moment: MonotonicTime) -> TimeSpan? {
        guard let line = line(at: moment) else { return nil }
        let (delay, overflow) = line.time(at: moment).nanoseconds.subtractingReportingOverflow(stamp.nanoseconds)
        return overflow ? nil : TimeSpan(nanoseconds: delay)
    }

    /// The line that holds at a moment: a little beyond its ends too, since events come before the first answer.
    private func line(at moment: MonotonicTime) -> ClockLine? {
        if let line = lines.first(where: { $0.start <= moment && moment <= $0.end }) { return line }
        let near = lines.min { Self.distance($0, moment) < Self.distance($1, moment) }
        return near.flatMap { Self.distance($0, moment) <= Self.reach ? $0 : nil }
    }

    private static func distance(_ line: ClockLine, _ moment: MonotonicTime) -> TimeSpan {
        max(line.start - moment, moment - line.end)
    }

    private static let reach = TimeSpan.seconds(5)
}
