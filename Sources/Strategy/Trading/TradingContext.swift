import Books

/// What the trader hands its execution desk for one step; let go after it, or the books would be copied.
struct TradingContext {
    /// All venues' books.
    let consumer: ConsumerBook
    /// What is known of the venues' feeds.
    let venues: [VenueRecord]
    /// Whether the venues show the same market.
    let venuesAgree: Bool
    /// How much the price moves in a second, in millionths; nil while not known.
    let sigma: Int64?
    /// The instant of the step.
    let now: MonotonicTime
}
