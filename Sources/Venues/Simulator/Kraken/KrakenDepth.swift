/// A depth to which Kraken's `book` can be subscribed.
enum KrakenDepth: Int, Sendable, CaseIterable {
    /// The default.
    case ten
    /// What Kraken's own client takes.
    case twentyFive
    /// A hundred levels a side.
    case hundred
    /// Five hundred levels a side.
    case fiveHundred
    /// The deepest.
    case thousand

    /// The number of levels a side.
    var levels: Int {
        switch self {
        case .ten: 10
        case .twentyFive: 25
        case .hundred: 100
        case .fiveHundred: 500
        case .thousand: 1_000
        }
    }

    /// The depth of so many levels; `nil` for a number that Kraken does not offer.
    init?(levels: Int64) {
        guard let depth = Self.allCases.first(where: { $0.levels == levels }) else { return nil }
        self = depth
    }
}
