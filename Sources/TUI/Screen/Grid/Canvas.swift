/// A grid while it is being drawn: every write names the region it must not leave.
struct Canvas {
    /// What was drawn so far.
    private(set) var grid: Grid
    /// The characters in use.
    let glyphs: Glyphs

    /// A blank canvas.
    init(size: ScreenSize, glyphs: Glyphs) {
        grid = Grid(size: size)
        self.glyphs = glyphs
    }

    /// Puts one character, counted from the region's corner.
    mutating func put(_ scalar: Unicode.Scalar, _ role: Role, row: Int = 0, column: Int, in region: Region) {
        guard row >= 0, row < region.rows, column >= 0, column < region.columns else { return }
        grid.put(Cell(scalar, role), row: region.row + row, column: region.column + column)
    }

    /// Fills the columns `range` of one row.
    mutating func fill(
        _ scalar: Unicode.Scalar,
        _ role: Role,
        row: Int = 0,
        columns range: Range<Int>,
        in region: Region
    ) {
        for column in range.clamped(to: 0..<max(region.columns, 0)) {
            put(scalar, role, row: row, column: column, in: region)
        }
    }

    /// Fills all of a region.
    mutating func fill(_ scalar: Unicode.Scalar, _ role: Role, in region: Region) {
        for row in 0..<max(region.rows, 0) {
            fill(scalar, role, row: row, columns: 0..<max(region.columns, 0), in: region)
        }
    }

    /// Gives the cells in the columns `range` of one row another role and keeps their characters.
    mutating func recolour(_ role: Role, row: Int = 0, columns range: Range<Int>, in region: Region) {
        guard row >= 0, row < region.rows else { return }
        for column in range.clamped(to: 0..<max(region.columns, 0)) {
            grid.recolour(role, row: region.row + row, column: region.column + column)
        }
    }

    /// The role of a cell; nothing outside the region or the screen.
    func role(row: Int, column: Int, in region: Region) -> Role? {
        guard row >= 0, row < region.rows, column >= 0, column < region.columns else { return nil }
        let (row, column) = (region.row + row, region.column + column)
        guard row < grid.size.rows, column < grid.size.columns else { return nil }
        return grid[row, column].role
    }

    /// Writes a short text and returns the column behind it.
    @discardableResult
    mutating func write(_ text: Text, _ role: Role, row: Int = 0, column: Int, in region: Region) -> Int {
        for index in 0..<text.count {
            put(Unicode.Scalar(text[index]), role, row: row, column: column + index, in: region)
        }
        return column + text.count
    }

    /// Writes a short text that ends before the column `end`.
    mutating func write(_ text: Text, _ role: Role, row: Int = 0, endingAt end: Int, in region: Region) {
        write(text, role, row: row, column: end - text.count, in: region)
    }

    /// Writes a text of any origin, made harmless, and returns the column behind it.
    @discardableResult
    mutating func write(foreign text: String, _ role: Role, row: Int = 0, column: Int, in region: Region) -> Int {
        var column = column
        for scalar in text.unicodeScalars {
            guard column < region.columns else { break }
            put(glyphs.shown(scalar), role, row: row, column: column, in: region)
            column += 1
        }
        return column
    }
}
