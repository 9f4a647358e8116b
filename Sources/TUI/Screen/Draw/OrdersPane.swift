import Books

/// The child orders: the open ones and those that ended lately.
struct OrdersPane {
    private let model: ConsoleViewModel
    private let state: ScreenState
    private let orders: [OrderView]

    /// The orders of `model` that the filter lets through.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        self.model = model
        self.state = state
        orders = state.shownOrders(model)
    }

    /// Draws title and rows.
    func draw(on canvas: inout Canvas, in region: Region, showsMode: Bool) {
        drawTitle(on: &canvas, in: region.line(0), showsMode: showsMode)
        let columns = OrderColumns(width: region.columns, price: model.instrument.price)
        let hasHeader = columns.hasNames && region.rows > 3
        if hasHeader {
            drawHeader(columns, on: &canvas, in: region)
        }
        let first = hasHeader ? 2 : 1
        let room = max(region.rows - first, 0)
        var sizes = NumberColumn(model.instrument.quantity.small, width: Self.sizeWidth)
        for order in model.orders {
            sizes.include(order.size.units)
        }
        for (index, order) in visible(room).enumerated() {
            let row = OrderRow(order, model, columns, sizes, state)
            row.draw(row: first + index, on: &canvas, in: region)
            if state.focus == .orders, order.identifier == state.selection.order {
                canvas.recolour(.selection, row: first + index, columns: 0..<columns.state - 2, in: region)
            }
        }
        if orders.isEmpty, room > 0 {
            canvas.write(foreign: emptyText, .textDim, row: first, column: 1, in: region)
        }
    }

    /// Sizes have so many cells, and what is filled has as many.
    private static let sizeWidth = 5

    private var emptyText: String {
        if !state.filter.isEmpty, !model.orders.isEmpty { return "no order matches /\(state.filter)" }
        if case .none = model.execution {
            return model.isReadOnly ? "read-only: no order path" : model.mode.withoutOrders
        }
        return "no orders yet"
    }

    /// The rows that are shown: those around the chosen one, and every order that nobody knows the end of, which never
    /// scrolls away.
    private func visible(_ room: Int) -> [OrderView] {
        guard orders.count > room else { return orders }
        let chosen = orders.firstIndex { $0.identifier == state.selection.order } ?? 0
        let start = state.focus == .orders ? min(max(chosen - room + 1, 0), orders.count - room) : 0
        let window = start..<start + room
        let missed = orders.indices.filter { orders[$0].phase == .unknown && !window.contains($0) }.prefix(room)
        guard !missed.isEmpty else { return Array(orders[window]) }
        var kept = Array(window)
        for _ in missed {
            // The last row that is neither in doubt nor chosen makes room.
            let index = kept.lastIndex { orders[$0].phase != .unknown && !(state.focus == .orders && $0 == chosen) }
            if let index { kept.remove(at: index) }
        }
        return (kept + missed).sorted().prefix(room).map { orders[$0] }
    }

    // MARK: - Title

    private func drawTitle(on canvas: inout Canvas, in line: Region, showsMode: Bool) {
        let title = TitleRow(
            title: "ORDERS",
            badge: (.text, counts),
            isFocused: state.focus == .orders,
            wideFrom: Layout.wide
        )
        var column = title.draw(on: &canvas, in: line)
        let unknown = model.orders.count { $0.phase == .unknown }
        if unknown > 0 {
            column = canvas.write(", ", .text, column: column, in: line)
            column = canvas.write(Text("\(unknown) UNKNOWN"), .orderBad, column: column, in: line)
        }
        if !state.filter.isEmpty {
            column = canvas.write(foreign: " /\(state.filter.prefix(20)) ", .prompt, column: column, in: line)
        }
        var end = line.columns
        if showsMode {
            let banner = ModeBanner(model)
            let text = banner.wordings.longest(in: max(line.columns - column - 4, 0))
            if text.count <= line.columns - column - 4 {
                end -= text.count + 2
                canvas.write(Text(joining: " ", text, " "), banner.role, column: end - 1, in: line)
            }
        }
        for (text, role) in facts where column + 2 + text.count + 2 < end {
            column = canvas.write(Text(joining: " ", text, " "), role, column: column + 2, in: line)
        }
    }

    private func counts(_ room: Int) -> Text {
        let working = model.orders.count { $0.phase.isOpen && $0.phase != .unknown }
        return Text("\(working) working")
    }

    /// How far a kill is at each venue, or what is in doubt; first what is worst, as not all may have room.
    private var facts: [(Text, Role)] {
        if case .killed(let kill) = model.execution {
            return (kill.venues.filter { !$0.isConfirmed } + kill.venues.filter(\.isConfirmed)).map { fact($0) }
        }
        return model.doubts.map { doubt in
            let name = model.venue(doubt.venue)?.name ?? "?"
            return (Text("\(name) in doubt \(Text(coarse: doubt.elapsed).string)"), .orderBad)
        }
    }

    private func fact(_ part: VenueKillView) -> (Text, Role) {
        let name = Text(model.venue(part.venue)?.name ?? "?")
        guard part.isConfirmed else {
            let age = Text(lasting: part.elapsed)
            return (Text(joining: name, " ", Text("\(part.remaining)"), " NOT CONFIRMED ", age), .healthDown)
        }
        return (Text(joining: name, " open ", Text("\(part.opened) -> \(part.remaining)")), .healthOK)
    }

    private func drawHeader(_ columns: OrderColumns, on canvas: inout Canvas, in region: Region) {
        func left(_ text: Text, _ column: Int?) {
            guard let column else { return }
            canvas.write(text, .textDim, row: 1, column: column, in: region)
        }
        func right(_ text: Text, _ column: Range<Int>?) {
            guard let column else { return }
            canvas.write(text, .textDim, row: 1, endingAt: column.upperBound, in: region)
        }
        left("time", OrderColumns.time)
        left("venue", columns.venue)
        left("side", columns.side)
        right("size", columns.size)
        right("price", columns.price)
        left("state", columns.state)
        right("filled", columns.filled)
        right("avg", columns.average)
        right("slip", columns.slippage)
        right("ack", columns.acknowledgement)
        left("parent", columns.parent)
        left("note", columns.note)
    }
}
