import Books

/// The row that is asked and answered in, says what is wrong now, or else what happened last.
struct MessageRow {
    private let model: ConsoleViewModel
    private let state: ScreenState
    private let showsNotice: Bool

    /// The row for `model` and what the person was told on the screen itself, with the newest notice if no log shows it.
    init(_ model: ConsoleViewModel, _ state: ScreenState, showsNotice: Bool) {
        self.model = model
        self.state = state
        self.showsNotice = showsNotice
    }

    /// Whether a person is asked or types: then the row is shown on every screen.
    static func isNeeded(_ state: ScreenState) -> Bool {
        state.question != nil || state.prompt != nil || state.remark != nil
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        if let question = state.question {
            canvas.fill(" ", .prompt, in: region)
            canvas.write(foreign: question.shown, .prompt, column: region.columns < 40 ? 0 : 1, in: region)
        } else if let prompt = state.prompt {
            draw(prompt, on: &canvas, in: region)
        } else if let remark = state.remark {
            canvas.write(foreign: remark, .textStrong, column: region.columns < 40 ? 0 : 1, in: region)
        } else if let (wordings, role) = StandingWords(model).first {
            let text = wordings.first { $0.unicodeScalars.count + 1 <= region.columns } ?? wordings.last ?? ""
            canvas.write(foreign: text, role, column: 1, in: region)
        } else if showsNotice, let newest = model.notices.first {
            LogPane.draw(newest, row: 0, on: &canvas, in: region)
        } else if !model.venues.isEmpty {
            canvas.write("ready", .textDim, column: 1, in: region)
        }
    }

    /// The line that is being typed, with its end in sight and the cursor as a reversed cell.
    private func draw(_ prompt: Prompt, on canvas: inout Canvas, in region: Region) {
        canvas.fill(" ", .prompt, in: region)
        let start = region.columns < 40 ? 0 : 1
        canvas.put(prompt.mark, .prompt, column: start, in: region)
        let room = max(region.columns - start - 2, 1)
        let offset = max(prompt.line.cursor - room + 1, 0)
        for (index, scalar) in prompt.line.text.dropFirst(offset).prefix(room).enumerated() {
            canvas.put(canvas.glyphs.shown(scalar), .prompt, column: start + 1 + index, in: region)
        }
        let cursor = start + 1 + prompt.line.cursor - offset
        canvas.recolour(.selection, columns: cursor..<cursor + 1, in: region)
    }
}
