import Books

/// One child order in one row.
struct OrderRow {
    private let order: OrderView
    private let model: ConsoleViewModel
    private let columns: OrderColumns
    private let sizes: NumberColumn
    private let state: ScreenState

    private var instrument: InstrumentView { model.instrument }

    /// The row of `order`, in a column of `sizes`.
    init(
        _ order: OrderView,
        _ model: ConsoleViewModel,
        _ columns: OrderColumns,
        _ sizes: NumberColumn,
        _ state: ScreenState
    ) {
        self.sizes = sizes
        self.order = order
        self.model = model
        self.columns = columns
        self.state = state
    }

    /// Draws it.
    func draw(row: Int, on canvas: inout Canvas, in region: Region) {
        // What has ended matters less, and what was not acknowledged is not there yet.
        let text: Role =
            switch order.phase {
            case .sent: .orderSent
            case .working, .partial, .unknown: .text
            case .filled, .cancelled, .rejected, .denied: .orderDone
            }
        let venue = model.venue(order.venue)
        canvas.write(
            Text(clockWithMilliseconds: order.time),
            .textDim,
            row: row,
            column: OrderColumns.time,
            in: region
        )
        if columns.hasNames {
            let name = String(venue?.name.prefix(8) ?? "?")
            canvas.write(foreign: name, text, row: row, column: columns.venue, in: region)
        } else {
            let letter = canvas.glyphs.shown(venue?.letter ?? "?")
            canvas.put(letter, .venue(slot: order.venue.slot), row: row, column: columns.venue, in: region)
        }
        canvas.write(
            OrderWords.side(order.side),
            OrderWords.role(order.side),
            row: row,
            column: columns.side,
            in: region
        )
        canvas.write(sizes.text(order.size.units), text, row: row, endingAt: columns.size.upperBound, in: region)
        canvas.write(price(order.price), text, row: row, endingAt: columns.price.upperBound, in: region)
        if !columns.hasNames {
            canvas.put("@", .textDim, row: row, column: columns.size.upperBound + 1, in: region)
        }
        let word = OrderWords.state(order.phase)
        canvas.write(word, stateRole, row: row, column: columns.state, in: region)
        if columns.hasNames {
            drawFigures(text, row: row, on: &canvas, in: region)
        } else {
            drawStory(text, after: columns.state + word.count + 1, row: row, on: &canvas, in: region)
        }
    }

    private var stateRole: Role {
        guard let isFading = state.flash.orderMark(order.identifier, at: state.now), order.phase != .unknown else {
            return OrderWords.role(order.phase)
        }
        return isFading ? .flashUpFading : .flashUp
    }

    /// The figures of a wide pane, each in its column.
    private func drawFigures(_ role: Role, row: Int, on canvas: inout Canvas, in region: Region) {
        func figure(_ text: Text?, _ column: Range<Int>?) {
            guard let column else { return }
            let shown = text ?? (order.phase == .unknown ? "?" : nil)
            if let shown, shown.count <= column.count {
                canvas.write(shown, role, row: row, endingAt: column.upperBound, in: region)
            } else {
                canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column.upperBound - 1, in: region)
            }
        }
        figure(filledOfSize, columns.filled)
        figure(order.average.map { price($0) }, columns.average)
        figure(order.slippage.map { slippage($0) }, columns.slippage)
        figure(order.acknowledgement.map { Text(delay: $0) }, columns.acknowledgement)
        if let column = columns.parent, let parent = order.parent {
            canvas.write(Text("#\(parent)"), role, row: row, column: column, in: region)
        }
        if let column = columns.note, let note = note(room: region.columns - column) {
            canvas.write(foreign: note, .textDim, row: row, column: column, in: region)
        }
    }

    /// What matters most about an order in the room of a narrow pane.
    private func drawStory(_ role: Role, after start: Int, row: Int, on canvas: inout Canvas, in region: Region) {
        switch order.phase {
        case .unknown:
            let since = order.inDoubtFor.map { "since \(Text(coarse: $0).string), " } ?? ""
            canvas.write(foreign: since + (order.note ?? "asked for"), .text, row: row, column: start + 1, in: region)
        case .filled, .partial,
            .cancelled where hasFill:
            canvas.write(filledOfSize, role, row: row, endingAt: columns.filled.upperBound, in: region)
            guard let slip = order.slippage else { return }
            canvas.write(
                [Text(joining: "slip ", slippage(slip)), slippage(slip)].longest(in: columns.slippage.count - 1)
                    .fitted(columns.slippage.count - 1),
                role,
                row: row,
                endingAt: columns.slippage.upperBound,
                in: region
            )
        case .sent, .working, .cancelled, .rejected, .denied:
            let end = canvas.write(foreign: order.note ?? "", .text, row: row, column: start, in: region)
            guard let time = order.acknowledgement, end < columns.slippage.lowerBound else { return }
            let text = Text(joining: "ack ", Text(delay: time).rightAligned(5))
            canvas.write(text, role, row: row, endingAt: columns.slippage.upperBound, in: region)
        }
    }

    /// Whether anything of it was filled: then that is said, however it ended.
    private var hasFill: Bool { (order.filled?.units ?? 0) > 0 }

    private func note(room: Int) -> String? {
        guard let doubt = order.inDoubtFor else { return order.note }
        let short = "\(Text(coarse: doubt).string), \(order.note ?? "asked for")"
        let long = "since " + short
        return long.unicodeScalars.count <= room ? long : short
    }

    private var filledOfSize: Text {
        let filled = order.filled.map { sizes.text($0.units) } ?? "?"
        return Text(joining: filled, "/", sizes.text(order.size.units))
    }

    private func price(_ price: Price) -> Text {
        Text(price.units, instrument.price, decimals: instrument.price.decimals)
    }

    private func slippage(_ slippage: Price) -> Text {
        Text(signed: slippage.units, instrument.price, decimals: instrument.price.decimals)
    }
}
