/// The form in which one connection gets its events.
struct BinanceForm: Hashable, Sendable {
    /// Whether events are wrapped into `{"stream":…,"data":…}`.
    var isCombined: Bool
    /// The unit of times.
    var timeUnit: BinanceTimeUnit

    /// An index for each form.
    var index: Int { timeUnit.rawValue * 2 + (isCombined ? 1 : 0) }

    /// How many forms there are.
    static let count = BinanceTimeUnit.allCases.count * 2
}
