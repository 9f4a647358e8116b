public import TUI

/// A terminal that only remembers what it shows: the judge of the bytes that the console writes.
///
/// It is written from ECMA-48, from the DEC VT100 and VT220 manuals and from xterm's "control sequences", not from what
/// ncurses happens to send. What it does not know it notes in ``unknown``, so that a test fails instead of passing by.
public struct VirtualTerminal: Sendable {
    /// The size in cells.
    public private(set) var size: ScreenSize
    /// Whether the alternate screen is shown.
    public internal(set) var isAlternate = false
    /// Whether the cursor is shown.
    public internal(set) var isCursorVisible = true
    /// The private modes that are set, by number.
    public internal(set) var modes: Set<Int> = [7]
    /// Control sequences that it does not know.
    public internal(set) var unknown: [String] = []
    /// How many synchronised frames were begun.
    public internal(set) var frames = 0
    /// How often a character was repeated by REP, which many terminals do wrong.
    public internal(set) var repeats = 0
    /// Where the cursor is.
    public internal(set) var cursor = (row: 0, column: 0)

    /// Whether erased cells get the background colour of the moment, as xterm does and a VT100 does not.
    let erasesWithColour: Bool
    /// The cells of the screen that is shown, row by row.
    public internal(set) var cells: [VirtualCell]
    var otherCells: [VirtualCell]
    /// How the next character is shown.
    public internal(set) var style = VirtualStyle()
    var savedCursor = (row: 0, column: 0)
    var savedStyle = VirtualStyle()
    /// The first and the last row of the scrolling region.
    var region: ClosedRange<Int>
    var isInserting = false
    /// Whether the cursor stands behind the last column: the next character wraps first.
    var isBeyondEdge = false
    /// Which of the two character sets are DEC's line drawing.
    var drawsLines = [false, false]
    var activeSet = 0
    var last: Unicode.Scalar?
    var parser = EscapeParser()

    /// A terminal of `size`, blank.
    public init(size: ScreenSize, erasesWithColour: Bool = true) {
        self.size = size
        self.erasesWithColour = erasesWithColour
        cells = [VirtualCell](repeating: VirtualCell(" ", VirtualStyle()), count: size.columns * size.rows)
        otherCells = cells
        region = 0...size.rows - 1
    }

    /// The cell at a place.
    public subscript(row: Int, column: Int) -> VirtualCell {
        cells[row * size.columns + column]
    }

    /// The characters of one row.
    public func row(_ row: Int) -> String {
        var text = ""
        for column in 0..<size.columns { text.unicodeScalars.append(self[row, column].scalar) }
        return text
    }

    /// The characters of all rows, without the blanks at their ends.
    public var text: String {
        (0..<size.rows).map { row in
            var text = self.row(row)
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }

    /// Takes bytes, in pieces of any length.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            guard let event = parser.handle(byte) else { continue }
            switch event {
            case .character(let scalar): put(scalar)
            case .control(let byte): control(byte)
            case .escape(let text): escape(text)
            case .sequence(let sequence): handle(sequence)
            }
        }
    }

    /// Takes another size: rows and columns are cut or added at the right and at the bottom.
    public mutating func resize(_ size: ScreenSize) {
        func resized(_ cells: [VirtualCell]) -> [VirtualCell] {
            (0..<size.rows).flatMap { row in
                (0..<size.columns).map { column in
                    row < self.size.rows && column < self.size.columns
                        ? cells[row * self.size.columns + column] : VirtualCell(" ", VirtualStyle())
                }
            }
        }
        cells = resized(cells)
        otherCells = resized(otherCells)
        self.size = size
        region = 0...size.rows - 1
        cursor = (min(cursor.row, size.rows - 1), min(cursor.column, size.columns - 1))
        isBeyondEdge = false
    }

    /// What an erased cell looks like now.
    var blank: VirtualCell {
        var blank = VirtualStyle()
        blank.background = erasesWithColour ? style.background : nil
        return VirtualCell(" ", blank)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let shown = drawsLines[activeSet] ? Self.line(scalar) : scalar
        if isBeyondEdge, modes.contains(7) {
            cursor.column = 0
            lineFeed()
        }
        isBeyondEdge = false
        if isInserting { insertCells(1) }
        cells[cursor.row * size.columns + cursor.column] = VirtualCell(shown, style)
        last = scalar
        if cursor.column == size.columns - 1 {
            isBeyondEdge = true
        } else {
            cursor.column += 1
        }
    }

    mutating func repeatLast(_ count: Int) {
        repeats += 1
        guard let last else { return }
        for _ in 0..<count { put(last) }
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x07: break
        case 0x08: move(row: cursor.row, column: cursor.column - 1)
        case 0x09: move(row: cursor.row, column: (cursor.column / 8 + 1) * 8)
        case 0x0A, 0x0B, 0x0C: lineFeed()
        case 0x0D: move(row: cursor.row, column: 0)
        case 0x0E: activeSet = 1
        case 0x0F: activeSet = 0
        default: unknown.append("control \(byte)")
        }
    }

    mutating func move(row: Int, column: Int) {
        cursor = (min(max(row, 0), size.rows - 1), min(max(column, 0), size.columns - 1))
        isBeyondEdge = false
    }

    mutating func lineFeed() {
        if cursor.row == region.upperBound {
            scroll(region, by: 1)
        } else if cursor.row < size.rows - 1 {
            cursor.row += 1
        }
        isBeyondEdge = false
    }

    mutating func reverseLineFeed() {
        if cursor.row == region.lowerBound {
            scroll(region, by: -1)
        } else if cursor.row > 0 {
            cursor.row -= 1
        }
        isBeyondEdge = false
    }

    /// Moves the rows of a region up by `count`, or down where that is negative, and blanks what comes in.
    mutating func scroll(_ region: ClosedRange<Int>, by count: Int) {
        let before = cells
        for row in region {
            for column in 0..<size.columns {
                let source = row + count
                cells[row * size.columns + column] =
                    region.contains(source) ? before[source * size.columns + column] : blank
            }
        }
    }

    mutating func insertCells(_ count: Int) {
        shiftCells(by: min(count, size.columns - cursor.column))
    }

    mutating func deleteCells(_ count: Int) {
        shiftCells(by: -min(count, size.columns - cursor.column))
    }

    private mutating func shiftCells(by distance: Int) {
        let start = cursor.row * size.columns
        let before = Array(cells[start..<start + size.columns])
        for column in cursor.column..<size.columns {
            let source = column - distance
            cells[start + column] =
                source >= cursor.column && source < size.columns ? before[source] : blank
        }
    }

    mutating func erase(row: Int, columns: Range<Int>) {
        for column in columns.clamped(to: 0..<size.columns) {
            cells[row * size.columns + column] = blank
        }
    }

    /// DEC's line drawing characters that a console uses (VT100 User Guide, table 3-9).
    private static func line(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "q": "─"
        case "x": "│"
        case "w": "┬"
        case "v": "┴"
        case "n": "┼"
        case "l": "┌"
        case "k": "┐"
        case "m": "└"
        case "j": "┘"
        case "~": "·"
        default: scalar
        }
    }
}
