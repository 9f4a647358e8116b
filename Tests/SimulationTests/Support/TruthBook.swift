import Books
import Simulator

/// The naive twin: a side is a dictionary, and nothing is known of protocols.
struct TruthBook: Equatable {
    private var bids: [Int64: Int64] = [:]
    private var asks: [Int64: Int64] = [:]

    mutating func apply(bids newBids: [BookLevel], asks newAsks: [BookLevel]) {
        for level in newBids { bids[level.price] = level.quantity == 0 ? nil : level.quantity }
        for level in newAsks { asks[level.price] = level.quantity == 0 ? nil : level.quantity }
    }

    /// The best levels of a side, the best one first.
    func best(_ side: Side, _ count: Int) -> [BookLevel] {
        let levels = side == .bid ? bids.sorted { $0.key > $1.key } : asks.sorted { $0.key < $1.key }
        return levels.prefix(count).map { BookLevel(price: $0.key, quantity: $0.value) }
    }
}
