/// The row that says which side of the consumer book is heavier.
struct ImbalanceRow {
    /// The sums of both sides.
    let sums: BookSums
    /// Whether there is a market at all.
    let isKnown: Bool

    /// Draws it.
    func draw(row: Int, on canvas: inout Canvas, in region: Region) {
        let isWide = region.columns >= 38
        let parts = isWide ? 8 : 7
        var column = canvas.write(isWide ? " imb bid " : "imb bid ", .textDim, row: row, column: 0, in: region)
        guard isKnown, let imbalance = sums.imbalance else {
            canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column, in: region)
            return
        }
        let full = sums.bidParts(of: parts)
        canvas.fill(canvas.glyphs.gaugeFull, .bidPrice, row: row, columns: column..<column + full, in: region)
        canvas.fill(
            canvas.glyphs.gaugeEmpty,
            .askPrice,
            row: row,
            columns: column + full..<column + parts,
            in: region
        )
        column = canvas.write(" ask ", .textDim, row: row, column: column + parts, in: region)
        var percent: Text = imbalance > 0 && imbalance < 100 ? "+" : ""
        percent.append(Int64(imbalance == -100 ? 100 : imbalance))
        percent.append("%")
        column = canvas.write(percent.rightAligned(4), .text, row: row, column: column, in: region)
        if isWide {
            canvas.write("  of 5 levels", .textDim, row: row, column: column, in: region)
        }
    }
}
