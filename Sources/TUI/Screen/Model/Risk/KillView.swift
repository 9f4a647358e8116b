public import Books

/// A kill: the strategy is off, everything is being cancelled, and sending is locked until `:rearm`.
public struct KillView: Sendable, Hashable {
    /// When it was asked for.
    public var since: WallTime
    /// Who or what asked for it: `operator`, `a signal`, `lost terminal`.
    public var cause: String
    /// How far it is at each venue where something stood, by slot.
    public var venues: [VenueKillView]

    /// A kill by `cause`.
    public init(since: WallTime, cause: String = "operator", venues: [VenueKillView] = []) {
        self.since = since
        self.cause = cause
        self.venues = venues
    }

    /// How many orders were open when it was asked for.
    public var opened: Int { venues.reduce(0) { $0.addingSaturated($1.opened) } }

    /// How many of them are proved to be gone.
    public var closed: Int { venues.reduce(0) { $0.addingSaturated($1.opened.addingSaturated(-max($1.remaining, 0))) } }
}

extension Int {
    /// The sum, or the nearest end of the range.
    func addingSaturated(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
