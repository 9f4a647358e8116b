/// The line above a pane, with its title and a badge in it.
struct TitleRow {
    /// The title.
    let title: String
    /// What stands beside the title, by the room that is left for it, and its role.
    var badge: (role: Role, text: (Int) -> Text)?

    /// Draws it as the first row of `region`.
    func draw(on canvas: inout Canvas, in region: Region) {
        canvas.fill(canvas.glyphs.horizontal, .frame, columns: 0..<region.columns, in: region)
        var column = canvas.write(foreign: title, .title, column: 1, in: region)
        guard let badge else { return }
        let isWide = region.columns >= 26
        if isWide {
            canvas.fill(" ", .frame, columns: column..<column + 1, in: region)
            column += 1
        }
        let text = badge.text(region.columns - column - (isWide ? 2 : 1))
        canvas.fill(" ", .frame, columns: column..<column + 1, in: region)
        canvas.write(text, badge.role, column: column + 1, in: region)
    }
}
