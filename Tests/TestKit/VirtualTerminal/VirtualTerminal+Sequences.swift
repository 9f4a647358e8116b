import TUI

extension VirtualTerminal {
    mutating func escape(_ text: String) {
        switch text {
        case "7": (savedCursor, savedStyle) = (cursor, style)
        case "8":
            move(row: savedCursor.row, column: savedCursor.column)
            style = savedStyle
        case "D": lineFeed()
        case "M": reverseLineFeed()
        case "E":
            move(row: cursor.row, column: 0)
            lineFeed()
        case "(B": drawsLines[0] = false
        case "(0": drawsLines[0] = true
        case ")B": drawsLines[1] = false
        case ")0": drawsLines[1] = true
        // The keypad's modes: no concern of what is shown.
        case "=", ">", "\\": break
        default: unknown.append("ESC \(text)")
        }
    }

    mutating func handle(_ sequence: EscapeParser.Sequence) {
        let first = sequence.numbers.first ?? -1
        switch (sequence.marks, sequence.final) {
        case ("?", "h"), ("?", "l"):
            for mode in sequence.numbers { setPrivateMode(mode, sequence.final == "h") }
        case ("", "h") where first == 4: isInserting = true
        case ("", "l") where first == 4: isInserting = false
        // tmux-256color's cnorm and the Linux console's cursor shapes.
        case ("", "h") where first == 34, ("", "l") where first == 34, ("?", "c"): break
        case ("", "m"):
            if let parameter = style.apply(sequence.numbers) { unknown.append("SGR \(parameter)") }
        case ("", "r"):
            let top = max(first, 1) - 1
            let bottom = (sequence.numbers.count > 1 ? max(sequence.numbers[1], 1) : size.rows) - 1
            region = min(top, size.rows - 1)...max(min(bottom, size.rows - 1), min(top, size.rows - 1))
            move(row: 0, column: 0)
        // Window operations: title stacks.
        case ("", "t"): break
        case ("", _): plain(sequence.final, sequence.numbers, max(first, 1))
        default: unknown.append("CSI \(sequence)")
        }
    }

    private mutating func plain(_ final: Character, _ numbers: [Int], _ count: Int) {
        switch final {
        case "A": move(row: cursor.row - count, column: cursor.column)
        case "B": move(row: cursor.row + count, column: cursor.column)
        case "C": move(row: cursor.row, column: cursor.column + count)
        case "D": move(row: cursor.row, column: cursor.column - count)
        case "G", "`": move(row: cursor.row, column: count - 1)
        case "d": move(row: count - 1, column: cursor.column)
        case "H", "f": move(row: count - 1, column: (numbers.count > 1 ? max(numbers[1], 1) : 1) - 1)
        case "J": eraseDisplay(max(numbers.first ?? 0, 0))
        case "K": eraseLine(max(numbers.first ?? 0, 0))
        case "X": erase(row: cursor.row, columns: cursor.column..<cursor.column + count)
        case "@": insertCells(count)
        case "P": deleteCells(count)
        case "L": insertLines(count)
        case "M": insertLines(-count)
        case "S": scroll(region, by: count)
        case "T": scroll(region, by: -count)
        case "b": repeatLast(count)
        case "I": for _ in 0..<count { move(row: cursor.row, column: (cursor.column / 8 + 1) * 8) }
        case "Z": for _ in 0..<count { move(row: cursor.row, column: (max(cursor.column, 1) - 1) / 8 * 8) }
        default: unknown.append("CSI \(numbers) \(final)")
        }
    }

    private mutating func insertLines(_ count: Int) {
        guard region.contains(cursor.row) else { return }
        scroll(cursor.row...region.upperBound, by: -count)
    }

    private mutating func eraseLine(_ what: Int) {
        isBeyondEdge = false
        switch what {
        case 0: erase(row: cursor.row, columns: cursor.column..<size.columns)
        case 1: erase(row: cursor.row, columns: 0..<cursor.column + 1)
        default: erase(row: cursor.row, columns: 0..<size.columns)
        }
    }

    private mutating func eraseDisplay(_ what: Int) {
        let whole = 0..<size.columns
        switch what {
        case 0:
            eraseLine(0)
            for row in cursor.row + 1..<max(size.rows, cursor.row + 1) { erase(row: row, columns: whole) }
        case 1:
            for row in 0..<cursor.row { erase(row: row, columns: whole) }
            eraseLine(1)
        default:
            for row in 0..<size.rows { erase(row: row, columns: whole) }
        }
    }

    private mutating func setPrivateMode(_ mode: Int, _ isSet: Bool) {
        if isSet { modes.insert(mode) } else { modes.remove(mode) }
        switch mode {
        case 25: isCursorVisible = isSet
        case 1047, 47: showAlternate(isSet)
        case 1049:
            if isSet { (savedCursor, savedStyle) = (cursor, style) }
            showAlternate(isSet)
            if isSet {
                cells = [VirtualCell](repeating: blank, count: cells.count)
            } else {
                move(row: savedCursor.row, column: savedCursor.column)
                style = savedStyle
            }
        case 2026: frames += isSet ? 1 : 0
        case 1, 7, 12, 1000, 1002, 1006, 2004: break
        default: unknown.append("mode \(mode)")
        }
    }

    private mutating func showAlternate(_ isSet: Bool) {
        guard isSet != isAlternate else { return }
        isAlternate = isSet
        swap(&cells, &otherCells)
    }
}
