/// The line above a pane, with its title and a badge in it.
struct TitleRow {
    /// The title.
    let title: String
    /// What stands beside the title, by the room that is left for it, and its role.
    var badge: (role: Role, text: (Int) -> Text)?
    /// Whether the pane has the keys.
    var isFocused = false
    /// From how many columns on the badge stands farther from the title.
    var wideFrom = 26

    /// Draws it as the first row of `region`; gives the column behind its words.
    @discardableResult
    func draw(on canvas: inout Canvas, in region: Region) -> Int {
        let frame: Role = isFocused ? .frameFocus : .frame
        canvas.fill(canvas.glyphs.horizontal, frame, columns: 0..<region.columns, in: region)
        var column = canvas.write(foreign: title, isFocused ? .titleFocus : .title, column: 1, in: region)
        guard let badge else { return column }
        let isWide = region.columns >= wideFrom
        if isWide {
            canvas.fill(" ", frame, columns: column..<column + 1, in: region)
            column += 1
        }
        let text = badge.text(region.columns - column - (isWide ? 2 : 1))
        canvas.fill(" ", frame, columns: column..<column + 1, in: region)
        return canvas.write(text, badge.role, column: column + 1, in: region)
    }
}
