import Books
import TUI

extension LadderView {
    /// Marks where an order of our own stands of which `rest` may still trade.
    ///
    /// That is its limit or, if it reaches the other side of the book, the last level there that it takes something
    /// from. Nothing is marked where that is none of the levels that are shown.
    mutating func mark(_ order: OrderRequest, _ rest: Quantity) {
        switch order.side {
        case .buy: Self.mark(order.limit, rest, own: &bids, other: &asks) { $0 <= order.limit }
        case .sell: Self.mark(order.limit, rest, own: &asks, other: &bids) { $0 >= order.limit }
        }
    }

    private static func mark(
        _ limit: Price,
        _ rest: Quantity,
        own: inout FiveLevels<LevelView>,
        other: inout FiveLevels<LevelView>,
        takes: (Price) -> Bool
    ) {
        var last: Int?
        var left = rest
        for depth in 0..<other.count {
            guard left > .zero, let level = other[depth], takes(level.price) else { break }
            last = depth
            left.units -= min(left.units, level.quantity.units)
        }
        if let last {
            other.change(at: last) { $0.own = $0.own.addingSaturated(rest) }
        } else if let depth = (0..<own.count).first(where: { own[$0]?.price == limit }) {
            own.change(at: depth) { $0.own = $0.own.addingSaturated(rest) }
        }
    }
}
