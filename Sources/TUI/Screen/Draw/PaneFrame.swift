/// The joints where the lines between the books meet the panes below them, and the line between two panes.
struct PaneFrame {
    private let layout: Layout

    /// The frame of `layout`.
    init(_ layout: Layout) {
        self.layout = layout
    }

    /// Draws it over the titles of the panes.
    func draw(on canvas: inout Canvas) {
        guard let first = layout.log ?? layout.feeds, let last = layout.feeds ?? layout.log else { return }
        let top = min(first.row, last.row)
        let screen = canvas.grid.region
        let glyphs = canvas.glyphs
        let isSplit = first.row == last.row && first.column != last.column
        let divider = last.column - 1
        if isSplit {
            canvas.put(glyphs.teeDown, .frame, row: top, column: divider, in: screen)
            for row in top + 1..<max(top + first.rows, top + 1) {
                canvas.put(glyphs.vertical, .frame, row: row, column: divider, in: screen)
            }
        }
        for book in layout.books.dropFirst() where book.region.row + layout.rows.count == top {
            let column = book.region.column - 1
            guard canvas.grid[top, column].role == .frame else { continue }
            let joint = isSplit && column == divider ? glyphs.cross : glyphs.teeUp
            canvas.put(joint, .frame, row: top, column: column, in: screen)
        }
    }
}
