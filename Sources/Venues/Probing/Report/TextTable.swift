/// A table of text with columns as wide as they need to be: the first is aligned to the left, the others to the right.
struct TextTable {
    private var rows: [[String]] = []
    private let leftColumns: Int

    /// An empty table whose first `leftColumns` are aligned to the left.
    init(leftColumns: Int = 1) {
        self.leftColumns = leftColumns
    }

    /// Adds a row.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// Its lines, without blanks at their ends.
    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let pad = String(repeating: " ", count: widths[column] - cell.count)
                return column < leftColumns ? cell + pad : pad + cell
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
