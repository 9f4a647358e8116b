/// Where everything stands on a screen of a given size.
///
/// It depends on the size and on the number of venues alone, never on what the market does, so nothing moves while the
/// size stays. Below 80x24 it drops the feeds, the log, the trader, then shows the consumer book alone; below 40x12
/// there is one line per fact. It never refuses a size.
struct Layout: Equatable {
    /// The row with the switches and the clock.
    let status: Region
    /// Whether the status row has room for the venues' badges.
    let statusShowsVenues: Bool
    /// A row with the venues' badges, where their books are not shown.
    let badges: Region?
    /// The books from left to right, each with its region; no book means one line per fact.
    let books: [BookColumn]
    /// The rows inside a book's region.
    let rows: BookRows
    /// The pane with what happened, title included.
    let log: Region?
    /// The pane with the feeds' figures, title included.
    let feeds: Region?
    /// The row with the newest message.
    let message: Region?
    /// The row with the keys.
    let keys: Region?

    /// The least columns and rows for a ladder.
    static let least = ScreenSize(columns: 40, rows: 12)

    /// The layout of a screen of `size` for so many venues.
    init(size: ScreenSize, venues: Int) {
        let screen = Region(row: 0, column: 0, rows: size.rows, columns: size.columns)
        status = screen.line(0)
        statusShowsVenues = size.columns >= 120
        guard size.columns >= Self.least.columns, size.rows >= Self.least.rows else {
            (badges, log, feeds, message, keys) = (nil, nil, nil, nil, nil)
            books = []
            rows = BookRows(levels: 0, header: false, last: false, sequence: false)
            return
        }
        let plan = RowPlan(rows: size.rows, needsBadges: size.columns < 60)
        rows = plan.book
        badges = plan.badges.map(screen.line)
        books = BookColumn.columns(
            of: screen.rows(plan.books..<plan.books + plan.book.count),
            venues: venues
        )
        message = plan.message.map(screen.line)
        keys = plan.keys.map(screen.line)
        let panes = PanePlan(region: screen.rows(plan.panes), venues: venues)
        log = panes.log
        feeds = panes.feeds
    }
}
