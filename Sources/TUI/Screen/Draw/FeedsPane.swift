import Books

/// The figures of every feed.
struct FeedsPane {
    private let venues: [VenueView]
    private let skippedFrames: Int

    /// The figures of `venues`, and of the screen itself.
    init(_ venues: [VenueView], skippedFrames: Int) {
        self.venues = venues
        self.skippedFrames = skippedFrames
    }

    private struct Column: Sendable {
        let title: Text
        let end: Int
        let text: @Sendable (VenueView) -> Text?
    }

    // Name and state stand on the left of these.
    private static let columns: [Column] = [
        Column(title: "delay", end: 26) { venue in venue.latency.map { Text(delay: $0) } },
        Column(title: "msg/s", end: 33) { venue in venue.messagesPerSecond.map { Text("\(max($0, 0))") } },
        Column(title: "gaps", end: 39) { venue in Text("\(venue.gaps)") },
        Column(title: "age", end: 47) { venue in venue.age.map { Text(lasting: $0) } },
        Column(title: "sequence", end: 61) { venue in venue.sequence.map { Text("\($0)") } },
    ]

    /// Draws title and figures.
    func draw(on canvas: inout Canvas, in region: Region) {
        var title = TitleRow(title: "FEEDS")
        if skippedFrames > 0 {
            title.badge = (.healthWarn, { _ in Text("ui lag \(skippedFrames)") })
        }
        title.draw(on: &canvas, in: region)
        canvas.write("venue", .textDim, row: 1, column: 1, in: region)
        canvas.write("state", .textDim, row: 1, column: 10, in: region)
        let columns = Self.columns.filter { $0.end < region.columns }
        for column in columns {
            canvas.write(column.title, .textDim, row: 1, endingAt: column.end, in: region)
        }
        for (index, venue) in venues.enumerated() {
            let row = index + 2
            let status = VenueStatus(venue)
            canvas.write(foreign: String(venue.name.prefix(8)), .text, row: row, column: 1, in: region)
            canvas.write(status.word, status.role, row: row, column: 10, in: region)
            for column in columns {
                if let text = column.text(venue) {
                    canvas.write(text, .text, row: row, endingAt: column.end, in: region)
                } else {
                    canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column.end - 1, in: region)
                }
            }
        }
    }
}
