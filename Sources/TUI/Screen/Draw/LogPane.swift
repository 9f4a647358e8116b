import Books

/// What happened lately, newest first.
struct LogPane {
    private let notices: [NoticeView]
    private let state: ScreenState

    /// The notices of `model` that the filter lets through.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        notices = state.shownNotices(model)
        self.state = state
    }

    /// Draws the title and as many notices as there are rows.
    func draw(on canvas: inout Canvas, in region: Region) {
        let isFocused = state.focus == .log
        TitleRow(title: "LOG", isFocused: isFocused).draw(on: &canvas, in: region)
        let room = max(region.rows - 1, 0)
        let chosen = min(state.selection.notice, max(notices.count - 1, 0))
        let start = isFocused ? min(max(chosen - room + 1, 0), max(notices.count - room, 0)) : 0
        for (index, notice) in notices.dropFirst(start).prefix(room).enumerated() {
            Self.draw(notice, row: index + 1, on: &canvas, in: region)
            if isFocused, start + index == chosen {
                canvas.recolour(.selection, row: index + 1, columns: 0..<10, in: region)
            }
        }
    }

    /// Draws one notice: a mark if it matters, the time, the sentence.
    static func draw(_ notice: NoticeView, row: Int, on canvas: inout Canvas, in region: Region) {
        switch notice.weight {
        case .info: break
        case .warning: canvas.put("!", .healthWarn, row: row, column: 0, in: region)
        case .alarm: canvas.put("!", .healthDown, row: row, column: 0, in: region)
        }
        let column = canvas.write(Text(clock: notice.time), .textDim, row: row, column: 1, in: region)
        canvas.write(foreign: notice.text, .text, row: row, column: column + 1, in: region)
    }
}
