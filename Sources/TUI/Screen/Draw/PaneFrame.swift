/// The joints where the lines between the books meet the pane below them, and the line between log and feeds.
struct PaneFrame {
    private let layout: Layout

    /// The frame of `layout`.
    init(_ layout: Layout) {
        self.layout = layout
    }

    /// Draws it over the titles of the panes.
    func draw(on canvas: inout Canvas) {
        drawDivider(on: &canvas)
        drawJoints(on: &canvas)
    }

    private func drawDivider(on canvas: inout Canvas) {
        guard let log = layout.log, let feeds = layout.feeds, log.row == feeds.row else { return }
        let screen = canvas.grid.region
        canvas.put(canvas.glyphs.teeDown, .frame, row: log.row, column: feeds.column - 1, in: screen)
        for row in log.row + 1..<max(log.row + log.rows, log.row + 1) {
            canvas.put(canvas.glyphs.vertical, .frame, row: row, column: feeds.column - 1, in: screen)
        }
    }

    private func drawJoints(on canvas: inout Canvas) {
        // On narrow screens the words of the title reach under the lines.
        guard layout.statusShowsVenues, let below = layout.orders ?? layout.log ?? layout.feeds else { return }
        let screen = canvas.grid.region
        for book in layout.books.dropFirst() where book.region.row + layout.rows.count == below.row {
            let column = book.region.column - 1
            guard canvas.grid[below.row, column].scalar == canvas.glyphs.horizontal else { continue }
            canvas.put(canvas.glyphs.teeUp, .frame, row: below.row, column: column, in: screen)
        }
    }
}
