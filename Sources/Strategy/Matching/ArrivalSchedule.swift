public import Books

/// How long each child order is held so that all arrive together.
///
/// Whoever sees our first child trade at one venue cannot run ahead of the second if that one arrives before word of the
/// first can. The slowest path sets the pace; holding back longer than ``longest`` would risk more than it protects.
public enum ArrivalSchedule {
    /// The longest that any child is held.
    public static let longest = TimeSpan.milliseconds(250)
    /// Below this difference all are sent at once.
    public static let worthwhile = TimeSpan.milliseconds(1)

    /// The hold of each child whose one-way times to its venue are `oneWay`.
    public static func holds(_ oneWay: [TimeSpan]) -> [TimeSpan] {
        guard let slowest = oneWay.max(), let quickest = oneWay.min(),
            slowest.nanoseconds - quickest.nanoseconds >= worthwhile.nanoseconds
        else { return Array(repeating: .zero, count: oneWay.count) }
        return oneWay.map { min(longest, TimeSpan(nanoseconds: slowest.nanoseconds - $0.nanoseconds)) }
    }
}
