public import Books

/// What a venue says of its clock in an answer.
public struct TimeAnswer: Sendable, Hashable {
    /// When it took the question in.
    public let taken: WallTime
    /// When it gave the answer out; the same where it says one time only.
    public let given: WallTime
    /// How coarse the times are.
    public let resolution: TimeSpan

    /// An answer that tells one time.
    public init(_ time: WallTime, resolution: TimeSpan) {
        taken = time
        given = time
        self.resolution = resolution
    }

    /// An answer that tells when it was asked and when it answered.
    public init(taken: WallTime, given: WallTime, resolution: TimeSpan) {
        self.taken = taken
        self.given = given
        self.resolution = resolution
    }

    /// How long the venue had the question, if it says so.
    public var inside: TimeSpan {
        let (span, overflow) = given.nanoseconds.subtractingReportingOverflow(taken.nanoseconds)
        return overflow || span < 0 ? .zero : TimeSpan(nanoseconds: span)
    }
}
