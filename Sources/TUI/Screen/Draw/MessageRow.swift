/// The row that explains what is wrong now, or else says what happened last.
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

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        if let remark = state.remark {
            canvas.write(foreign: remark, .textStrong, column: 1, in: region)
            return
        }
        let problems = model.venues.compactMap { VenueStatus($0).sentence }
        if !problems.isEmpty {
            canvas.write(foreign: problems.joined(separator: "; "), .text, column: 1, in: region)
        } else if showsNotice, let newest = model.notices.first {
            LogPane.draw(newest, row: 0, on: &canvas, in: region)
        } else if !model.venues.isEmpty {
            canvas.write("all venues live", .textDim, column: 1, in: region)
        }
    }
}
