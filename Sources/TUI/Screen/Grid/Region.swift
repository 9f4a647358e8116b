/// A rectangle of the screen that one part of it is drawn in.
struct Region: Hashable {
    /// The first row on the screen.
    var row: Int
    /// The first column on the screen.
    var column: Int
    /// The number of rows; a region with none shows nothing.
    var rows: Int
    /// The number of columns; a region with none shows nothing.
    var columns: Int

    /// The one row at `offset` from the top.
    func line(_ offset: Int) -> Region {
        Region(row: row + offset, column: column, rows: offset >= 0 && offset < rows ? 1 : 0, columns: columns)
    }

    /// The columns `range`, counted from the region's first one.
    func columns(_ range: Range<Int>) -> Region {
        let kept = range.clamped(to: 0..<max(columns, 0))
        return Region(row: row, column: column + kept.lowerBound, rows: rows, columns: kept.count)
    }

    /// The rows `range`, counted from the region's first one.
    func rows(_ range: Range<Int>) -> Region {
        let kept = range.clamped(to: 0..<max(rows, 0))
        return Region(row: row + kept.lowerBound, column: column, rows: kept.count, columns: columns)
    }
}
