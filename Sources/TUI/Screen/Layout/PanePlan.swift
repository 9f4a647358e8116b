/// Where the log and the feeds stand in the room below the books.
struct PanePlan: Equatable {
    /// The log with its title.
    let log: Region?
    /// The feeds with their title.
    let feeds: Region?

    /// The columns of the feeds where they stand beside the log.
    static let feedsWidth = 49

    /// The same on screens with room for the sequence numbers.
    static let wideFeedsWidth = 63

    /// Divides `region`.
    init(region: Region, venues: Int) {
        let least = 2
        let feedRows = venues + 2
        if region.columns >= 120, region.rows > least {
            let width = region.columns >= 160 ? Self.wideFeedsWidth : Self.feedsWidth
            log = region.columns(0..<region.columns - width - 1)
            feeds = region.columns(region.columns - width..<region.columns)
        } else if region.columns >= 60, region.rows >= feedRows + least {
            feeds = region.rows(0..<feedRows)
            log = region.rows(feedRows..<region.rows)
        } else {
            feeds = nil
            log = region.rows >= least ? region : nil
        }
    }
}
