/// One side of an order book, best price first.
///
/// Two structures stand behind it: the sorted array (``SortedLadder``), and what ``Ladder`` chooses for the product.
public protocol BookSide: Sendable {
    /// An empty side.
    init(side: Side)

    /// Which side it is.
    var side: Side { get }

    /// How many levels it has.
    var count: Int { get }

    /// The level with the best price.
    var best: PriceLevel? { get }

    /// Puts `level` in the place of what stood at its price; quantity zero removes the price.
    @discardableResult
    mutating func set(_ level: PriceLevel) -> LevelChange

    /// Puts all `levels` in their places, in order.
    mutating func apply(_ levels: Span<PriceLevel>)

    /// Removes all levels.
    mutating func removeAll()

    /// Removes the worst levels until at most `depth` are left, and says how many those were.
    @discardableResult
    mutating func truncate(to depth: Int) -> Int

    /// Calls `body` with the levels from best to worst until it returns false.
    func forEachLevel(_ body: (PriceLevel) -> Bool)

    /// The next level behind `price`, away from the best; the best level for nil.
    func level(after price: Price?) -> PriceLevel?
}

extension BookSide {
    /// Appends the best `limit` levels to `levels`, best first.
    public func appendTop(_ limit: Int, to levels: inout [PriceLevel]) {
        guard limit > 0 else { return }
        var left = limit
        forEachLevel { level in
            levels.append(level)
            left -= 1
            return left > 0
        }
    }

    /// The best `limit` levels, best first.
    public func top(_ limit: Int) -> [PriceLevel] {
        var levels: [PriceLevel] = []
        appendTop(limit, to: &levels)
        return levels
    }
}
