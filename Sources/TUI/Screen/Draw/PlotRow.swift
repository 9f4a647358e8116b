import Books

/// One row that shows how a number went in the last minute, as bars one cell high.
struct PlotRow {
    /// The name before the plot.
    let name: Text
    /// The values, oldest first; nothing where there was none.
    let values: [Int64?]
    /// How many values fill the whole span: a plot of fewer stands at its right end.
    let capacity: Int
    /// The role of the bars.
    let role: Role

    /// The bars have so many steps.
    private static let steps = 4

    /// Draws it; the plot begins at `column` and goes to the region's right end.
    func draw(row: Int, from column: Int, on canvas: inout Canvas, in region: Region) {
        canvas.write(name, .textDim, row: row, column: 1, in: region)
        let cells = region.columns - column
        guard cells > 0, let range else {
            canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column, in: region)
            return
        }
        for cell in 0..<cells {
            let left = height(2 * cell, of: 2 * cells, range)
            let right = height(2 * cell + 1, of: 2 * cells, range)
            guard left + right > 0 else { continue }
            canvas.put(canvas.glyphs.plot(left, right), role, row: row, column: column + cell, in: region)
        }
    }

    private var range: ClosedRange<Int64>? {
        let known = values.compactMap(\.self)
        guard let least = known.min(), let most = known.max() else { return nil }
        return least...most
    }

    /// The height of one of `count` bars: 1 for the least value of the minute, 4 for the greatest, 0 for none.
    private func height(_ index: Int, of count: Int, _ range: ClosedRange<Int64>) -> Int {
        let place = index * max(capacity, values.count) / count - (max(capacity, values.count) - values.count)
        guard values.indices.contains(place), let value = values[place] else { return 0 }
        let extent = Int128(range.upperBound) - Int128(range.lowerBound)
        guard extent > 0 else { return 2 }
        let above = Int128(value) - Int128(range.lowerBound)
        return 1 + Int(clamping: Fraction(above * Int128(Self.steps - 1), over: extent).nearest)
    }
}
