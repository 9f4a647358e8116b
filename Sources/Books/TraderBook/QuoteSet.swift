/// What a strategy wants to stand in the trader book: prices and sizes of both sides, best first.
///
/// It is filled, put into the book, emptied with its memory kept, and filled again.
public struct QuoteSet: Sendable, Equatable {
    /// The buy side, best first.
    public var bids: [PriceLevel] = []
    /// The sell side, best first.
    public var asks: [PriceLevel] = []

    /// Nothing on either side.
    public init() {
        bids.reserveCapacity(TraderBook.levelLimit)
        asks.reserveCapacity(TraderBook.levelLimit)
    }

    /// Whether both sides are empty.
    public var isEmpty: Bool { bids.isEmpty && asks.isEmpty }

    /// One side, best first.
    public subscript(side: Side) -> [PriceLevel] {
        get { side == .bid ? bids : asks }
        _modify {
            switch side {
            case .bid: yield &bids
            case .ask: yield &asks
            }
        }
    }

    /// Empties both sides and keeps the memory.
    public mutating func removeAll() {
        bids.removeAll(keepingCapacity: true)
        asks.removeAll(keepingCapacity: true)
    }
}
