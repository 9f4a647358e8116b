/// Where everything stands on a screen of a given size.
///
/// It depends on the size, on the number of venues and on what a person zoomed, never on what the market does, so
/// nothing moves while the size stays. Below 80x24 it drops the feeds, the log, the orders down to one row, the trader,
/// then shows the consumer book alone; below 40x12 there is one line per fact. It never refuses a size.
struct Layout: Equatable {
    /// The row with the switches and the clock.
    let status: Region
    /// Whether the status row has room for the venues' badges instead of the position.
    let statusShowsVenues: Bool
    /// A row with the venues' badges, where their books are not shown.
    let badges: Region?
    /// The row with position, profit and limits: below the status row on wide screens, above the message on others.
    let account: Region?
    /// The books from left to right, each with its region; no book means one line per fact.
    let books: [BookColumn]
    /// The rows inside a book's region.
    let rows: BookRows
    /// The pane with the child orders, title included.
    let orders: Region?
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

    /// The columns from which on the account has a row of its own below the status row.
    static let wide = 120

    /// The layout of a screen of `size` for so many venues, with one book alone if `zoomed` says so.
    init(size: ScreenSize, venues: Int, zoomed: BookKind? = nil) {
        let screen = Region(row: 0, column: 0, rows: size.rows, columns: size.columns)
        status = screen.line(0)
        statusShowsVenues = size.columns >= Self.wide
        guard size.columns >= Self.least.columns, size.rows >= Self.least.rows else {
            (badges, account, orders, log, feeds, message, keys) = (nil, nil, nil, nil, nil, nil, nil)
            books = []
            rows = BookRows(levels: 0, header: false, last: false, sequence: false)
            return
        }
        let plan = RowPlan(rows: size.rows, columns: size.columns)
        rows = plan.book
        badges = plan.badges.map(screen.line)
        account = plan.account.map(screen.line)
        books = BookColumn.columns(
            of: screen.rows(plan.books..<plan.books + plan.book.count),
            venues: venues,
            zoomed: zoomed
        )
        message = plan.message.map(screen.line)
        keys = plan.keys.map(screen.line)
        let panes = PanePlan(region: screen.rows(plan.panes), venues: venues)
        orders = panes.orders
        log = panes.log
        feeds = panes.feeds
    }

    /// The panes that can have the keys, in the order of Tab.
    var panes: [Pane] {
        var panes = books.map { Pane.book($0.kind) }
        if orders != nil { panes.append(.orders) }
        if log != nil { panes.append(.log) }
        if feeds != nil { panes.append(.feeds) }
        return panes
    }
}
