import Books

/// The row with position, profit and limits.
///
/// Every part begins at a place of its own, whatever the others say.
struct AccountRow {
    private let model: ConsoleViewModel
    private let state: ScreenState
    private let words: AccountWords

    private static let gaugeParts = 8

    /// The row of `model`.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        self.model = model
        self.state = state
        words = AccountWords(model)
    }

    /// Draws it: with the profit on wide screens, where the first row shows none.
    func draw(on canvas: inout Canvas, in region: Region) {
        if region.columns >= Layout.wide {
            drawWide(on: &canvas, in: region)
        } else {
            drawNarrow(on: &canvas, in: region)
        }
    }

    private func drawWide(on canvas: inout Canvas, in region: Region) {
        canvas.write(words.position(in: 13), .text, column: 1, in: region)
        canvas.write(words.profit.longest(in: 48), words.profitRole, column: 15, in: region.columns(0..<62))
        drawGauge("limit ", from: 63, on: &canvas, in: region.columns(0..<93))
        canvas.write(words.orders, .text, column: 94, in: region.columns(0..<108))
        canvas.write(words.loss.longest(in: region.columns - 108), .text, column: 108, in: region)
    }

    private func drawNarrow(on canvas: inout Canvas, in region: Region) {
        drawGauge("pos ", from: 1, on: &canvas, in: region.columns(0..<28))
        canvas.write(words.orders, .text, column: 29, in: region.columns(0..<41))
        canvas.write(words.loss.longest(in: 13), .text, column: 42, in: region.columns(0..<55))
        let lag = state.figures.skippedFrames
        canvas.write(
            [Text("ui lag \(lag)"), Text("lag \(lag)")].longest(in: 9),
            lag > 0 ? .healthWarn : .text,
            column: 56,
            in: region.columns(0..<65)
        )
        guard let slowest = model.venues.compactMap({ $0.delay?.high }).max() else { return }
        canvas.write(Text(joining: "feed p99 ", Text(delay: slowest)), .text, column: 66, in: region)
    }

    private func drawGauge(_ name: Text, from column: Int, on canvas: inout Canvas, in region: Region) {
        var column = canvas.write(name, .text, column: column, in: region)
        column = canvas.write(words.positionUse(in: region.columns - column), .text, column: column, in: region) + 1
        // A part of the gauge would say less than is used.
        guard let full = words.positionParts(of: Self.gaugeParts), column + Self.gaugeParts <= region.columns else {
            return
        }
        let role: Role = full == Self.gaugeParts ? .healthWarn : .text
        canvas.fill(canvas.glyphs.gaugeFull, role, columns: column..<column + full, in: region)
        canvas.fill(
            canvas.glyphs.gaugeEmpty,
            .textDim,
            columns: column + full..<column + Self.gaugeParts,
            in: region
        )
    }
}
