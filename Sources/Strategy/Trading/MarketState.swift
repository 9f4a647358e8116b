import Books

/// What a venue's feed says of its market, as far as it matters to orders.
enum MarketState: Sendable, Hashable {
    /// The book is proved and current.
    case live
    /// It is not, for the moment.
    case away
    /// The venue has stopped its market, or is in maintenance.
    case halted

    init(_ state: FeedState) {
        self = state.isLive ? .live : state == .halted ? .halted : .away
    }
}
