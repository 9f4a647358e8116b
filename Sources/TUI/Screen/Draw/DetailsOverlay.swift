import Books

/// All that was known about one row, over the books: a snapshot, with its age in the title.
struct DetailsOverlay {
    private let details: DetailsView
    private let now: MonotonicTime

    /// The snapshot `details`, looked at now.
    init(_ details: DetailsView, at now: MonotonicTime) {
        self.details = details
        self.now = now
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in screen: Region) {
        let names = details.lines.map(\.name.unicodeScalars.count).max() ?? 0
        let values = details.lines.map(\.value.unicodeScalars.count).max() ?? 0
        let age = Text(lasting: max(now - details.takenAt, .zero)).string
        let title = "\(details.title), as of \(age) ago"
        let width = min(max(names + 2 + values, title.unicodeScalars.count), max(screen.columns - 6, 1))
        let box = OverlayBox(title: title, width: width, height: details.lines.count)
        let region = box.draw(on: &canvas, in: screen)
        for (row, line) in details.lines.enumerated() {
            canvas.write(foreign: line.name, .textDim, row: row, column: 0, in: region)
            canvas.write(foreign: line.value, .text, row: row, column: names + 2, in: region)
        }
    }
}
