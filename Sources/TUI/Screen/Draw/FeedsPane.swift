import Books

/// The figures of every feed, and the last minute of the market.
struct FeedsPane {
    private let model: ConsoleViewModel
    private let state: ScreenState

    private var venues: [VenueView] { model.venues }

    /// The figures of `model`, and of the screen itself.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        self.model = model
        self.state = state
    }

    private struct Column: Sendable {
        let title: Text
        let end: Int
        let text: @Sendable (VenueView) -> Text?
    }

    // Name and state stand on the left of these.
    private static let columns: [Column] = [
        Column(title: "p50", end: 20) { venue in milliseconds(venue.delay?.median) },
        Column(title: "p99", end: 25) { venue in milliseconds(venue.delay?.high) },
        Column(title: "msg/s", end: 32) { venue in venue.messagesPerSecond.map { Text("\(max($0, 0))") } },
        Column(title: "gaps", end: 37) { venue in Text("\(venue.gaps)") },
        Column(title: "age", end: 45) { venue in venue.age.map { Text(precise: $0) } },
        Column(title: "tries", end: 51) { venue in Text("\(venue.tries)") },
        Column(title: "orders", end: 60) { venue in venue.roundTrip.map { Text(delay: $0) } },
        Column(title: "sequence", end: 76) { venue in venue.sequence.map { Text("\($0)") } },
    ]

    private static let stateEnd = 16
    private static let plotColumn = 10

    /// Draws title, figures and plots, as much as there is room for.
    func draw(on canvas: inout Canvas, in region: Region) {
        var title = TitleRow(title: "FEEDS", isFocused: state.focus == .feeds)
        let lag = state.figures.skippedFrames
        if lag > 0 {
            title.badge = (.healthWarn, { _ in Text("ui lag \(lag)") })
        }
        title.draw(on: &canvas, in: region)
        canvas.write("venue", .textDim, row: 1, column: 1, in: region)
        canvas.write("state", .textDim, row: 1, column: 10, in: region)
        let columns = Self.columns.filter { $0.end < region.columns }
        for column in columns {
            canvas.write(column.title, .textDim, row: 1, endingAt: column.end, in: region)
        }
        for (index, venue) in venues.enumerated() {
            draw(venue, columns, row: index + 2, on: &canvas, in: region)
            if state.focus == .feeds, state.selection.feed == index {
                canvas.recolour(.selection, row: index + 2, columns: 0..<9, in: region)
            }
        }
        drawPlots(after: venues.count + 2, on: &canvas, in: region)
    }

    private func draw(
        _ venue: VenueView,
        _ columns: [Column],
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        let status = VenueStatus(venue)
        canvas.write(foreign: String(venue.name.prefix(8)), .text, row: row, column: 1, in: region)
        canvas.write(status.shortWord, status.role, row: row, column: 10, in: region)
        var end = Self.stateEnd
        for column in columns {
            let width = column.end - end - 1
            end = column.end
            if let text = column.text(venue) {
                canvas.write(text.fitted(width), .text, row: row, endingAt: column.end, in: region)
            } else {
                canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column.end - 1, in: region)
            }
        }
    }

    private func drawPlots(after last: Int, on canvas: inout Canvas, in region: Region) {
        let spare = region.rows - last
        guard spare >= 2 else { return }
        var row = last + (spare >= 4 ? 1 : 0)
        let history = model.consumer.history
        let capacity = Int(MarketHistory.span.nanoseconds / max(history.interval.nanoseconds, 1_000_000))
        let mids = PlotRow(
            name: "mid 60s",
            values: history.samples.map { $0?.twiceMid },
            capacity: capacity,
            role: .mid
        )
        mids.draw(row: row, from: Self.plotColumn, on: &canvas, in: region)
        row += 1
        let spreads = PlotRow(
            name: "spread",
            values: history.samples.map { $0?.spread },
            capacity: capacity,
            role: .text
        )
        spreads.draw(row: row, from: Self.plotColumn, on: &canvas, in: region)
        row += 1
        if spare >= 3 {
            canvas.write(Self.screenFigures(state.figures), .textDim, row: row, column: 1, in: region)
        }
    }

    private static func screenFigures(_ figures: ScreenFigures) -> Text {
        guard figures.framesPerSecond > 0 else { return Text("ui lag \(figures.skippedFrames) frames") }
        let kilobytes = Text(decimal: Int128(figures.bytesPerFrame), unitDecimals: 3, decimals: 1)
        return Text(
            joining: Text("ui \(figures.framesPerSecond) fps  "),
            kilobytes,
            Text(" KB/frame  lag \(figures.skippedFrames) frames")
        )
    }

    private static func milliseconds(_ span: TimeSpan?) -> Text? {
        span.map { Text("\(min(max($0.milliseconds, 0), 9999))") }
    }
}
