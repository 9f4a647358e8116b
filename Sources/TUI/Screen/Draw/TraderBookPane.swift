import Books

/// Our own quotes.
struct TraderBookPane {
    private let model: ConsoleViewModel
    private let state: ScreenState
    private let rows: BookRows

    private var trader: TraderView { model.trader }

    /// The trader book of `model`.
    init(_ model: ConsoleViewModel, _ state: ScreenState, rows: BookRows) {
        self.model = model
        self.state = state
        self.rows = rows
    }

    /// Draws everything below the title.
    func draw(on canvas: inout Canvas, in region: Region) {
        let columns = LadderColumns.trader(width: region.columns, format: model.instrument.price)
        if let header = rows.header {
            drawHeader(columns, row: header, on: &canvas, in: region)
        }
        let ladder = LadderView(asks: trader.asks.map(\.plain), bids: trader.bids.map(\.plain))
        LadderPainter(
            ladder,
            of: .trader,
            look: .live,
            columns: columns,
            rows: rows,
            instrument: model.instrument,
            state: state
        ).draw(on: &canvas, in: region)
        for depth in 0..<rows.levels {
            drawState(trader.asks[depth], columns, row: rows.ask(depth), on: &canvas, in: region)
            drawState(trader.bids[depth], columns, row: rows.bid(depth), on: &canvas, in: region)
        }
        let words = TraderWords(model)
        words.mid.draw(row: rows.mid, on: &canvas, in: region)
        if let last = rows.last {
            canvas.write(words.inventory.longest(in: region.columns), .text, row: last, column: 0, in: region)
        }
        if let sequence = rows.sequence {
            canvas.write(words.history.longest(in: region.columns), .textDim, row: sequence, column: 0, in: region)
        }
    }

    private func drawHeader(_ columns: LadderColumns, row: Int, on canvas: inout Canvas, in region: Region) {
        canvas.write("price", .textDim, row: row, endingAt: columns.price.upperBound, in: region)
        canvas.write("size", .textDim, row: row, endingAt: columns.size.upperBound, in: region)
        if let filled = columns.filled {
            canvas.write("fill", .textDim, row: row, endingAt: filled.upperBound, in: region)
        }
        if let state = columns.state {
            canvas.write("state", .textDim, row: row, column: state.lowerBound, in: region)
        }
        if let edge = columns.edge {
            canvas.write("edge", .textDim, row: row, endingAt: edge.upperBound, in: region)
        }
        if let children = columns.children {
            canvas.write("child orders", .textDim, row: row, column: children.lowerBound, in: region)
        }
    }

    private func drawState(
        _ quote: QuoteView?,
        _ columns: LadderColumns,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        guard var quote else {
            if let filled = columns.filled {
                canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: filled.upperBound - 1, in: region)
            }
            return
        }
        // Nothing is matched while the execution is held: no quote may look as if it could be.
        if case .hold = model.execution, quote.state == .fake { quote.state = .held }
        if let filled = columns.filled {
            let isStateHere = columns.state == nil && (quote.state == .held || quote.state == .unknown)
            let text = isStateHere ? Self.word(quote.state) : Text("\(quote.filledPercent)%")
            let role = isStateHere ? Self.role(quote.state) : .text
            canvas.write(text, role, row: row, endingAt: filled.upperBound, in: region)
        }
        if let state = columns.state {
            canvas.write(Self.word(quote.state), Self.role(quote.state), row: row, column: state.lowerBound, in: region)
        }
        if let edge = columns.edge, let text = edgeText(quote.price) {
            canvas.write(text, .text, row: row, endingAt: edge.upperBound, in: region)
        }
        if let children = columns.children {
            drawChildren(quote.children, from: children.lowerBound, row: row, on: &canvas, in: region)
        }
    }

    /// How far a price is from the mid of the consumer book, of the same moment.
    private func edgeText(_ price: Price) -> Text? {
        guard let top = model.consumer.top, model.liveVenueCount > 0 else { return nil }
        let format = model.instrument.price
        // Counted in half units like the mid, then shown to the nearest unit away from zero.
        let twice = Int128(price.units) * 2 - Int128(top.twiceMid)
        let units = Int64(clamping: Fraction(twice, over: 2).nearest)
        return Text(signed: units, format, decimals: format.decimals)
    }

    private func drawChildren(
        _ children: [ChildView],
        from column: Int,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        var column = column
        for child in children {
            guard let venue = model.venue(child.venue) else { continue }
            canvas.put(
                canvas.glyphs.shown(venue.letter),
                .venue(slot: child.venue.slot),
                row: row,
                column: column,
                in: region
            )
            var sizes = NumberColumn(model.instrument.quantity.small, width: 5)
            sizes.include(child.size.units)
            column = canvas.write(sizes.text(child.size.units), .own, row: row, column: column + 2, in: region)
            if child.isUnknown {
                canvas.put("?", .orderBad, row: row, column: column, in: region)
            }
            column += 2
        }
    }

    private static func word(_ state: QuoteStateView) -> Text {
        switch state {
        case .fake: "fake"
        case .live: "live"
        case .held: "held"
        case .unknown: "?"
        }
    }

    private static func role(_ state: QuoteStateView) -> Role {
        switch state {
        case .fake: .textDim
        case .live: .own
        case .held: .healthWarn
        case .unknown: .orderBad
        }
    }
}
