/// What a client of the simulated Kraken can subscribe to; its one symbol is understood.
///
/// The book counts as one subscription per depth, as the venue keys it.
enum KrakenSubscription: Sendable, Equatable {
    /// The book to a depth.
    case book(KrakenDepth)
    /// The trades.
    case trade
    /// The list of assets and pairs.
    case instrument
}
