/// Where the orders, the log and the feeds stand in the room below the books.
struct PanePlan: Equatable {
    /// The orders with their title.
    let orders: Region?
    /// The log with its title.
    let log: Region?
    /// The feeds with their title.
    let feeds: Region?

    /// The orders get at least so many rows, with the title, before the log gets any.
    private static let leastOrders = 6
    /// The log gets at least so many rows, with the title, or none.
    private static let leastLog = 3
    /// The rows of the feeds pane beside those of the venues: title, names, a blank, two plots, the screen's figures.
    private static let feedRows = 6

    /// Divides `region`.
    init(region: Region, venues: Int) {
        let isBeside = region.columns >= Layout.wide
        let leastBelow = isBeside ? venues + 2 : Self.leastLog
        guard region.rows >= Self.leastOrders + leastBelow else {
            orders = region.rows >= 2 ? region : nil
            (log, feeds) = (nil, nil)
            return
        }
        let height = min(7 + region.rows / 5, region.rows - leastBelow)
        orders = region.rows(0..<height)
        let below = region.rows(height..<region.rows)
        if isBeside {
            let width = Self.feedsWidth(columns: region.columns)
            log = below.columns(0..<region.columns - width - 1)
            feeds = below.columns(region.columns - width..<region.columns)
        } else if region.columns >= 60, below.rows >= venues + 2 + Self.leastLog {
            let height = below.rows >= venues + Self.feedRows + 2 * Self.leastLog ? venues + Self.feedRows : venues + 2
            feeds = below.rows(0..<height)
            log = below.rows(height..<below.rows)
        } else {
            log = below
            feeds = nil
        }
    }

    /// The columns of the feeds where they stand beside the log.
    private static func feedsWidth(columns: Int) -> Int {
        switch columns {
        case ..<160: 49
        case ..<200: 63
        default: 81
        }
    }
}
