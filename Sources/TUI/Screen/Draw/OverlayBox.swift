/// A box with a title over the middle of the screen, whose contents are rows of text.
struct OverlayBox {
    /// The title.
    let title: String
    /// The width of the contents.
    let width: Int
    /// The number of rows of the contents.
    let height: Int

    private static let margin = 2

    /// Draws the empty box and gives the region of its contents; on a screen without room for a border, all of it.
    func draw(on canvas: inout Canvas, in screen: Region) -> Region {
        let columns = width + 2 * Self.margin + 2
        let rows = min(height + 2, screen.rows)
        guard screen.columns >= columns, screen.rows >= 5 else {
            canvas.fill(" ", .text, in: screen)
            return screen
        }
        let box = Region(
            row: screen.row + (screen.rows - rows) / 2,
            column: screen.column + (screen.columns - columns) / 2,
            rows: rows,
            columns: columns
        )
        canvas.fill(" ", .text, in: box)
        drawBorder(on: &canvas, in: box)
        return Region(
            row: box.row + 1,
            column: box.column + 1 + Self.margin,
            rows: rows - 2,
            columns: width
        )
    }

    private func drawBorder(on canvas: inout Canvas, in box: Region) {
        let glyphs = canvas.glyphs
        let (right, bottom) = (box.columns - 1, box.rows - 1)
        for row in [0, bottom] {
            canvas.fill(glyphs.horizontal, .frameFocus, row: row, columns: 1..<right, in: box)
        }
        for row in 1..<bottom {
            canvas.put(glyphs.vertical, .frameFocus, row: row, column: 0, in: box)
            canvas.put(glyphs.vertical, .frameFocus, row: row, column: right, in: box)
        }
        canvas.put(glyphs.cornerTopLeft, .frameFocus, row: 0, column: 0, in: box)
        canvas.put(glyphs.cornerTopRight, .frameFocus, row: 0, column: right, in: box)
        canvas.put(glyphs.cornerBottomLeft, .frameFocus, row: bottom, column: 0, in: box)
        canvas.put(glyphs.cornerBottomRight, .frameFocus, row: bottom, column: right, in: box)
        canvas.write(foreign: " \(title) ", .titleFocus, row: 0, column: 2, in: box.columns(0..<right))
    }
}
