public import TUI

/// Random screens, each made from the one before by the kinds of change that tempt a terminal's optimiser.
public struct RandomGrids {
    private var random: SplitMix64
    private let scalars: [Unicode.Scalar]

    /// A source of grids of these characters; the same seed, the same grids.
    public init(seed: UInt64, glyphs: Glyphs) {
        random = SplitMix64(seed: seed)
        scalars = glyphs.all + "0123456789ABCz.      ".unicodeScalars
    }

    /// A screen that follows `grid`, or one of a new size.
    public mutating func next(after grid: Grid, size: ScreenSize) -> Grid {
        guard grid.size == size else { return filled(size) }
        var next = grid
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return filled(size)
        case 1: next = Grid(size: size)
        case 2: shift(&next, rows: Int.random(in: -3...3, using: &random))
        case 3: shift(&next, columns: Int.random(in: -3...3, using: &random))
        case 4: fillRow(&next)
        default:
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                next.put(
                    cell(),
                    row: Int.random(in: 0..<size.rows, using: &random),
                    column: Int.random(in: 0..<size.columns, using: &random)
                )
            }
        }
        return next
    }

    /// A size of up to 60x20.
    public mutating func size() -> ScreenSize {
        ScreenSize(columns: Int.random(in: 1...60, using: &random), rows: Int.random(in: 1...20, using: &random))
    }

    private mutating func cell() -> Cell {
        Cell(scalars.randomElement(using: &random) ?? " ", Role.allCases.randomElement(using: &random) ?? .text)
    }

    private mutating func filled(_ size: ScreenSize) -> Grid {
        var grid = Grid(size: size)
        for row in 0..<size.rows {
            for column in 0..<size.columns where Int.random(in: 0..<3, using: &random) > 0 {
                grid.put(cell(), row: row, column: column)
            }
        }
        return grid
    }

    private mutating func fillRow(_ grid: inout Grid) {
        let row = Int.random(in: 0..<grid.size.rows, using: &random)
        let same = cell()
        for column in 0..<grid.size.columns { grid.put(same, row: row, column: column) }
    }

    private func shift(_ grid: inout Grid, rows: Int = 0, columns: Int = 0) {
        let before = grid
        for row in 0..<grid.size.rows {
            for column in 0..<grid.size.columns {
                let (sourceRow, sourceColumn) = (row + rows, column + columns)
                let isInside =
                    (0..<grid.size.rows).contains(sourceRow) && (0..<grid.size.columns).contains(sourceColumn)
                grid.put(isInside ? before[sourceRow, sourceColumn] : .blank, row: row, column: column)
            }
        }
    }
}
