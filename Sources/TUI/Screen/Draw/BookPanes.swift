/// The books side by side, with their titles and the lines between them.
struct BookPanes {
    private let model: ConsoleViewModel
    private let layout: Layout
    private let state: ScreenState

    /// The books of `model` in the places that `layout` gives them.
    init(_ model: ConsoleViewModel, _ state: ScreenState, layout: Layout) {
        self.model = model
        self.state = state
        self.layout = layout
    }

    /// Draws them.
    func draw(on canvas: inout Canvas) {
        for column in layout.books {
            drawBook(column, on: &canvas)
        }
        for column in layout.books.dropFirst() {
            drawLine(leftOf: column.region, on: &canvas)
        }
    }

    private func drawBook(_ column: BookColumn, on canvas: inout Canvas) {
        let region = column.region
        switch column.kind {
        case .venue(let index):
            let venue = model.venues[index]
            let status = VenueStatus(venue)
            let gate = GateWords(venue, model.execution)
            let badge = (
                role: gate.role ?? status.role,
                text: { room in gate.badge(room: room) ?? status.titleBadge(room: room, width: region.columns) }
            )
            TitleRow(title: venue.name, badge: badge, isFocused: isFocused(column)).draw(on: &canvas, in: region)
            VenueBookPane(venue, at: index, instrument: model.instrument, rows: layout.rows, state: state)
                .draw(on: &canvas, in: region)
        case .consumer:
            TitleRow(title: "CONSUMER", badge: (liveRole, liveText), isFocused: isFocused(column))
                .draw(on: &canvas, in: region)
            ConsumerBookPane(model, state, rows: layout.rows).draw(on: &canvas, in: region)
        case .trader:
            let badge = TraderWords(model).badge(isWide: region.columns >= 26)
            TitleRow(
                title: "TRADER",
                badge: (badge.role, { badge.wordings.longest(in: $0) }),
                isFocused: isFocused(column)
            ).draw(on: &canvas, in: region)
            TraderBookPane(model, state, rows: layout.rows).draw(on: &canvas, in: region)
        }
        markChosen(column, on: &canvas)
    }

    private func isFocused(_ column: BookColumn) -> Bool {
        state.focus == .book(column.kind)
    }

    /// Marks the chosen level of the book that has the keys at its left edge.
    private func markChosen(_ column: BookColumn, on canvas: inout Canvas) {
        guard isFocused(column) else { return }
        let limit = FiveLevels<LevelView>.limit
        let level = state.selection.level
        let depth = level < limit ? limit - 1 - level : level - limit
        guard depth < layout.rows.levels else { return }
        let row = level < limit ? layout.rows.ask(depth) : layout.rows.bid(depth)
        let price = LadderColumns.priceEdge(column.kind, width: column.region.columns, model.instrument.price)
        canvas.recolour(.selection, row: row, columns: price, in: column.region)
    }

    /// A line down the whole height of a book, one column to its left.
    private func drawLine(leftOf region: Region, on canvas: inout Canvas) {
        let line = Region(row: region.row, column: region.column - 1, rows: region.rows, columns: 1)
        canvas.put(canvas.glyphs.teeDown, .frame, column: 0, in: line)
        for row in 1..<region.rows {
            canvas.put(canvas.glyphs.vertical, .frame, row: row, column: 0, in: line)
        }
    }

    private var liveRole: Role {
        let live = model.liveVenueCount
        return live == 0 ? .healthDown : live == model.venues.count ? .textDim : .healthWarn
    }

    private func liveText(room: Int) -> Text {
        let short = Text("\(model.liveVenueCount) of \(model.venues.count) venues")
        var long = short
        let missing = model.venues.filter { !$0.state.isLive }
        guard !missing.isEmpty else { return short }
        long.append(" (no ")
        for (index, venue) in missing.enumerated() {
            long.append(index == 0 ? "" : ", ")
            long.append(Text(venue.name))
        }
        long.append(")")
        return long.count <= room ? long : short
    }
}
