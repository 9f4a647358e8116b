/// The list of all keys, over the middle of the screen.
struct HelpOverlay {
    private let bindings: [KeyBinding]

    private static let margin = 2

    /// The help for `bindings`.
    init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
    }

    /// Draws it; on a screen without room for the box around it, the list alone.
    func draw(on canvas: inout Canvas, in screen: Region) {
        let keys = bindings.map { $0.keys.map(\.name).joined(separator: ", ") }
        let keyWidth = keys.map(\.count).max() ?? 0
        let width = keyWidth + 2 + (bindings.map(\.description.count).max() ?? 0)
        let hasBox = screen.columns >= width + 2 * Self.margin + 2 && screen.rows >= bindings.count + 4
        let box = hasBox ? centred(in: screen, columns: width + 2 * Self.margin + 2, rows: bindings.count + 4) : screen
        canvas.fill(" ", .text, in: box)
        if hasBox {
            drawBorder(on: &canvas, in: box)
        }
        let first = hasBox ? 2 : 0
        let start = hasBox ? 1 + Self.margin : 0
        for (index, binding) in bindings.enumerated() {
            let row = first + index
            canvas.write(foreign: keys[index], .key, row: row, column: start, in: box)
            canvas.write(
                foreign: binding.description,
                .keyLabel,
                row: row,
                column: start + keyWidth + 2,
                in: box
            )
        }
    }

    private func centred(in screen: Region, columns: Int, rows: Int) -> Region {
        Region(
            row: screen.row + (screen.rows - rows) / 2,
            column: screen.column + (screen.columns - columns) / 2,
            rows: rows,
            columns: columns
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
        canvas.write(" KEYS ", .titleFocus, row: 0, column: 2, in: box)
    }
}
