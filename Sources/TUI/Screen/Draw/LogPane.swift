import Books

/// What happened lately, newest first.
struct LogPane {
    private let notices: [NoticeView]

    /// The given notices, newest first.
    init(_ notices: [NoticeView]) {
        self.notices = notices
    }

    /// Draws the title and as many notices as there are rows.
    func draw(on canvas: inout Canvas, in region: Region) {
        TitleRow(title: "LOG").draw(on: &canvas, in: region)
        for (index, notice) in notices.prefix(max(region.rows - 1, 0)).enumerated() {
            Self.draw(notice, row: index + 1, on: &canvas, in: region)
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
