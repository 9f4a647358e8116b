/// A column of numbers that all show the same number of decimals, so that their points stand in one line.
///
/// The number of decimals follows from the format and the width, not from the values, so numbers do not jump; only
/// when a value would not fit does the whole column give up decimals, never one row.
struct NumberColumn {
    private let format: NumberFormat
    private let width: Int
    private var decimals: Int

    /// A column of `width` cells.
    init(_ format: NumberFormat, width: Int) {
        self.format = format
        self.width = max(width, 0)
        decimals = min(format.decimals, max(width - format.integerDigits - 1, 0))
    }

    /// Makes room for a value that will be shown.
    mutating func include(_ units: Int64) {
        while decimals > 0, Text(units, format, decimals: decimals).count > width {
            decimals -= 1
        }
    }

    /// The text of a value; number signs where even its integer part has no room.
    func text(_ units: Int64) -> Text {
        Text(units, format, decimals: decimals).fitted(width)
    }
}

extension Text {
    /// The number or, where it has no room, number signs: a part of a number is another number.
    func fitted(_ width: Int) -> Text {
        guard count > width else { return self }
        var overflow = Text()
        for _ in 0..<width {
            overflow.append("#")
        }
        return overflow
    }
}
