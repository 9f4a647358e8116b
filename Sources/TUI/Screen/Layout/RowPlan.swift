/// Which rows of the screen belong to what.
struct RowPlan: Equatable {
    /// The row with the venues' badges, if it was asked for.
    let badges: Int?
    /// The row with position, profit and limits, where there is room.
    let account: Int?
    /// The row of the books' titles.
    let books: Int
    /// The rows inside the books.
    let book: BookRows
    /// What is left between the books and the rows at the bottom.
    let panes: Range<Int>
    /// The row of the message, where there is room.
    let message: Int?
    /// The row of the keys, where there is room.
    let keys: Int?

    /// Below so many columns the venues' books are not shown, and their badges need a row.
    static let leastColumnsForVenues = 60

    /// Divides `rows` rows, at least 12, of `columns` columns.
    init(rows: Int, columns: Int) {
        let needsBadges = columns < Self.leastColumnsForVenues
        // The status row, the badges, the title and the mid row stay; what is left goes first to the five levels,
        // then to the keys, the names of the columns, the last trade and the message, then to one order with its
        // title, then to the account, in this order.
        let fixed = needsBadges ? 4 : 3
        let levels = min(FiveLevels<LevelView>.limit, (rows - fixed) / 2)
        let spare = rows - fixed - 2 * levels
        book = BookRows(levels: levels, header: spare >= 2, last: spare >= 3, sequence: rows >= 30)
        let hasAccount = (spare == 5 || spare >= 7) && columns >= Self.leastColumnsForVenues
        let isAccountOnTop = hasAccount && columns >= Layout.wide
        badges = needsBadges ? 1 : nil
        books = needsBadges || isAccountOnTop ? 2 : 1
        keys = spare >= 1 ? rows - 1 : nil
        message = spare >= 4 ? rows - 2 : nil
        account = !hasAccount ? nil : isAccountOnTop ? 1 : rows - 3
        let bottom = (keys == nil ? 0 : 1) + (message == nil ? 0 : 1) + (hasAccount && !isAccountOnTop ? 1 : 0)
        panes = min(books + book.count, rows - bottom)..<rows - bottom
    }
}
