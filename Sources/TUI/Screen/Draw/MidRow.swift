/// The row between the two sides of a book: a text between two caps, with a line to the right where there is room.
struct MidRow {
    /// What it says, longest wording first.
    let wordings: [Text]
    /// The role of the text.
    let role: Role

    /// The cells that caps and blanks take.
    private static let margin = 3

    /// Draws it.
    func draw(row: Int, on canvas: inout Canvas, in region: Region) {
        canvas.put(canvas.glyphs.capLeft, .frame, row: row, column: 0, in: region)
        canvas.put(canvas.glyphs.capRight, .frame, row: row, column: region.columns - 1, in: region)
        let room = region.columns - Self.margin
        let end = canvas.write(
            wordings.longest(in: room),
            role,
            row: row,
            column: 2,
            in: region.columns(0..<region.columns - 1)
        )
        if region.columns >= 24, end + 1 < region.columns - 2 {
            canvas.fill(
                canvas.glyphs.horizontal,
                .frame,
                row: row,
                columns: end + 1..<region.columns - 2,
                in: region
            )
        }
    }
}
