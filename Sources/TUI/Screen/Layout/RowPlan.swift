/// Which rows of the screen belong to what.
struct RowPlan: Equatable {
    /// The row with the venues' badges, if it was asked for.
    let badges: Int?
    /// The row of the books' titles.
    let books: Int
    /// The rows inside the books.
    let book: BookRows
    /// What is left between the books and the message.
    let panes: Range<Int>
    /// The row of the message, where there is room.
    let message: Int?
    /// The row of the keys, where there is room.
    let keys: Int?

    /// Divides `rows` rows, at least 12.
    init(rows: Int, needsBadges: Bool) {
        // The status row, the badges, the title and the mid row stay; what is left goes first to the five levels,
        // then to the keys, the names of the columns, the last trade and the message, in this order.
        let fixed = needsBadges ? 4 : 3
        let levels = min(FiveLevels<LevelView>.limit, (rows - fixed) / 2)
        let spare = rows - fixed - 2 * levels
        book = BookRows(levels: levels, header: spare >= 2, last: spare >= 3, sequence: rows >= 30)
        badges = needsBadges ? 1 : nil
        books = needsBadges ? 2 : 1
        keys = spare >= 1 ? rows - 1 : nil
        message = spare >= 4 ? rows - 2 : nil
        let end = rows - (keys == nil ? 0 : 1) - (message == nil ? 0 : 1)
        panes = min(books + book.count, end)..<end
    }
}
