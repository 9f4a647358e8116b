/// The columns inside one book, counted from its left edge.
struct LadderColumns: Equatable {
    /// The prices, right-aligned.
    var price: Range<Int>
    /// The sizes, right-aligned.
    var size: Range<Int>
    /// The sums from the best level on.
    var cumulative: Range<Int>?
    /// The letters that say where a level comes from.
    var share: Range<Int>?
    /// The size at each of the first venues.
    var parts: [Range<Int>] = []
    /// The size of our own orders at the level.
    var own: Range<Int>?
    /// How much of a quote is filled.
    var filled: Range<Int>?
    /// What has become of a quote.
    var state: Range<Int>?
    /// How far a quote is from the mid.
    var edge: Range<Int>?
    /// The child orders of a quote.
    var children: Range<Int>?
    /// The bars drawn with block characters.
    var bar: Range<Int>?

    /// Where bars are painted behind the numbers instead, in a book too narrow for a column of bars.
    var backdrop: Range<Int>?

    /// The columns of a venue's book: one for the mark of an own order, price, size and, from 24 columns on, a bar.
    static func venue(width: Int, format: NumberFormat) -> LadderColumns {
        let price = priceWidth(format, atMost: width - 7)
        let slack = width - (price - leastPrice)
        guard slack >= 24 else {
            return LadderColumns(price: 1..<1 + price, size: 1 + price..<width, backdrop: 1..<width)
        }
        let size = slack >= 32 ? 10 : 8
        let end = 1 + price + size
        guard slack >= 40 else {
            return LadderColumns(price: 1..<1 + price, size: 1 + price..<end, bar: end + 1..<width - 1)
        }
        return LadderColumns(
            price: 1..<1 + price,
            size: 1 + price..<end,
            own: end..<end + 6,
            bar: end + 7..<width - 1
        )
    }

    /// The columns of the consumer book: price, size, share; wider ones add the sums, a bar, the sizes per venue.
    static func consumer(width: Int, format: NumberFormat, venues: Int) -> LadderColumns {
        let price = priceWidth(format, atMost: width - 12)
        let slack = width - (price - leastPrice)
        guard slack >= 32 else {
            let size = max(width - price - 8, 6)
            return LadderColumns(
                price: 0..<price,
                size: price..<price + size,
                share: min(price + size + 2, width)..<width,
                backdrop: 0..<price + size
            )
        }
        let size = slack >= 50 ? 10 : 8
        let share = slack >= 50 ? 8 : 6
        var columns = LadderColumns(price: 0..<price, size: price..<price + size)
        columns.cumulative = price + size..<price + 2 * size
        var end = price + 2 * size + 2
        columns.share = end..<end + share
        end += share
        if slack >= 60 {
            let count = min(venues, (width - end - 5) / 9)
            columns.parts = (0..<max(count, 0)).map { end + 9 * $0 + 1..<end + 9 * $0 + 9 }
            end += 9 * max(count, 0) + 1
        }
        if slack >= 38 {
            columns.bar = end + 1..<width - 1
        } else {
            columns.backdrop = 0..<columns.size.upperBound
        }
        return columns
    }

    /// The columns of the trader book: price, size and fill, then state, edge and children; no bars, since our own
    /// quotes are no depth.
    static func trader(width: Int, format: NumberFormat) -> LadderColumns {
        let price = priceWidth(format, atMost: width - 6)
        let size = min(width - price, 6)
        var columns = LadderColumns(price: 0..<price, size: price..<price + size)
        var end = price + size
        guard end + 5 <= width else { return columns }
        columns.filled = end..<end + 5
        end += 5
        guard end + 6 <= width else { return columns }
        columns.state = end + 1..<end + 6
        end += 6
        guard end + 10 <= width else { return columns }
        columns.edge = end..<end + 10
        end += 10
        guard end + 12 <= width else { return columns }
        columns.children = end + 3..<width
        return columns
    }

    /// The columns of the prices in a book.
    static func priceEdge(_ book: BookKind, width: Int, _ format: NumberFormat) -> Range<Int> {
        switch book {
        case .venue: venue(width: width, format: format).price
        case .consumer: consumer(width: width, format: format, venues: 0).price
        case .trader: trader(width: width, format: format).price
        }
    }

    /// Prices get at least this many columns, so that ordinary instruments share one picture.
    private static let leastPrice = 8

    private static func priceWidth(_ format: NumberFormat, atMost limit: Int) -> Int {
        max(min(format.width, limit), leastPrice)
    }
}
