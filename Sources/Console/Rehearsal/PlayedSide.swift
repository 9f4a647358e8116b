import Books

/// Which prices a side of a played book has, from the worst to the best.
///
/// Most changes happen near the best one, so the end of the array is where an insertion moves least.
struct PlayedSide {
    private let side: Side
    private var prices: [Int64] = []

    /// An empty side.
    init(_ side: Side) {
        self.side = side
    }

    /// Notes that a price has this quantity now; zero takes it away.
    mutating func apply(_ price: Int64, _ quantity: Int64) {
        let index = place(of: price)
        let exists = index < prices.count && prices[index] == price
        if quantity == 0 {
            if exists { prices.remove(at: index) }
        } else if !exists {
            prices.insert(price, at: index)
        }
    }

    /// Cuts the side to its best prices, and gives those that fall away.
    mutating func cut(to depth: Int) -> [Int64] {
        let surplus = prices.count - depth
        guard surplus > 0 else { return [] }
        let worst = Array(prices[..<surplus])
        prices.removeFirst(surplus)
        return worst
    }

    /// Forgets all prices, and gives them.
    mutating func takeAll() -> [Int64] {
        let all = prices
        prices.removeAll(keepingCapacity: true)
        return all
    }

    /// The index of the first price that is not worse than `price`.
    private func place(of price: Int64) -> Int {
        var low = 0
        var high = prices.count
        while low < high {
            let middle = (low + high) / 2
            let isWorse = side == .bid ? prices[middle] < price : prices[middle] > price
            if isWorse { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
