import ArgumentParser
import Books

/// What happens when no frame has reached the terminal for ten seconds.
enum UnseenPolicy: String, ExpressibleByArgument, CaseIterable {
    /// Execution is held: what nobody sees shall not go on trading.
    case hold
    /// It goes on.
    case keep

    /// After how long something happens; nil for never.
    var limit: TimeSpan? { self == .hold ? .seconds(10) : nil }
}
