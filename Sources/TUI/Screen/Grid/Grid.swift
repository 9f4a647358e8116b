/// A screen full of cells.
public struct Grid: Sendable, Equatable {
    /// How many cells there are.
    public let size: ScreenSize

    /// The cells, row by row.
    public private(set) var cells: [Cell]

    /// A blank screen.
    public init(size: ScreenSize) {
        self.size = size
        cells = [Cell](repeating: .blank, count: size.columns * size.rows)
    }

    /// The cell at a place, which must be on the screen.
    @inlinable
    public subscript(row: Int, column: Int) -> Cell {
        cells[row * size.columns + column]
    }

    /// Puts a cell; does nothing outside the screen.
    public mutating func put(_ cell: Cell, row: Int, column: Int) {
        guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
        cells[row * size.columns + column] = cell
    }

    /// Gives a cell another role; does nothing outside the screen.
    mutating func recolour(_ role: Role, row: Int, column: Int) {
        guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
        cells[row * size.columns + column].role = role
    }

    /// The whole screen as a region.
    var region: Region {
        Region(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }
}
