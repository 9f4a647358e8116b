/// What the subscribers of one depth are sent about the book.
struct KrakenBookChange: Sendable, Equatable {
    /// The bids, the best price first.
    var bids: [BookLevel]
    /// The asks, the best price first.
    var asks: [BookLevel]

    /// Whether there is nothing to send.
    var isEmpty: Bool { bids.isEmpty && asks.isEmpty }
}
