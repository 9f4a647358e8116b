/// A venue's book inside the consumer book, with its own five best levels as of its last update.
///
/// Only the venue that sent an update is read anew; the merged five come from what stands here.
struct VenueBook: Sendable {
    /// The venue's book.
    private(set) var book = OrderBook()
    /// Its five best bids.
    private(set) var bids = TopFive()
    /// Its five best asks.
    private(set) var asks = TopFive()

    /// Applies an update and reads the best levels anew.
    mutating func apply(_ update: BookUpdate, levels: borrowing [PriceLevel]) {
        book.apply(update, levels: levels)
        book.bids.readTopFive(into: &bids)
        book.asks.readTopFive(into: &asks)
    }

    /// Notes the tick that the venue has stated; the levels stay.
    mutating func setTick(_ tick: Price) {
        book.setTick(tick)
    }

    /// The best level of a side.
    @inline(__always)
    func best(_ side: Side) -> PriceLevel? {
        depth(side) > 0 ? level(0, side) : nil
    }

    /// The level at `depth` of the five best of a side.
    @inline(__always)
    func level(_ depth: Int, _ side: Side) -> PriceLevel {
        side == .bid ? bids[depth] : asks[depth]
    }

    /// How many of the five best levels of a side there are.
    @inline(__always)
    func depth(_ side: Side) -> Int {
        side == .bid ? bids.count : asks.count
    }
}
