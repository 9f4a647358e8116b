import Books

/// One venue's book.
struct VenueBookPane {
    private let venue: VenueView
    private let instrument: InstrumentView
    private let rows: BookRows
    private let index: Int
    private let state: ScreenState

    /// The book of `venue`, which stands at `index` in the model's list.
    init(_ venue: VenueView, at index: Int, instrument: InstrumentView, rows: BookRows, state: ScreenState) {
        self.venue = venue
        self.index = index
        self.state = state
        self.instrument = instrument
        self.rows = rows
    }

    /// Draws everything below the title.
    func draw(on canvas: inout Canvas, in region: Region) {
        let columns = LadderColumns.venue(width: region.columns, format: instrument.price)
        let look = LadderLook(venue.state)
        if let header = rows.header {
            canvas.write("price", .textDim, row: header, endingAt: columns.price.upperBound, in: region)
            canvas.write("size", .textDim, row: header, endingAt: columns.size.upperBound, in: region)
        }
        if let header = rows.header, let own = columns.own {
            canvas.write("own", .textDim, row: header, endingAt: own.upperBound, in: region)
        }
        LadderPainter(
            venue.ladder,
            of: .venue(index),
            look: look,
            columns: columns,
            rows: rows,
            instrument: instrument,
            state: state
        ).draw(on: &canvas, in: region)
        middle(look, width: region.columns).draw(row: rows.mid, on: &canvas, in: region)
        if let last = rows.last {
            drawLast(look, columns, row: last, on: &canvas, in: region)
        }
        if let sequence = rows.sequence {
            drawSequence(row: sequence, on: &canvas, in: region)
        }
    }

    private func middle(_ look: LadderLook, width: Int) -> MidRow {
        if let wordings = VenueStatus(venue).midWordings {
            return MidRow(wordings: wordings, role: .textDim)
        }
        guard let top = venue.ladder.top else {
            return MidRow(wordings: [venue.ladder.gap], role: .textDim)
        }
        var text: Text = "spread "
        let spread = Text(top.spread, instrument.price, decimals: instrument.price.decimals)
        text.append(spread.rightAligned(max(width - 11, 0) > 12 ? 6 : width - 11))
        return MidRow(wordings: [text], role: look.role(.mid))
    }

    private func drawLast(
        _ look: LadderLook,
        _ columns: LadderColumns,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        if let wordings = VenueStatus(venue).lastWordings {
            canvas.write(wordings.longest(in: region.columns), .text, row: row, column: 0, in: region)
            return
        }
        let isWide = columns.bar != nil
        let priceStart = canvas.write(isWide ? " last " : "last", .textDim, row: row, column: 0, in: region)
        let priceEnd = priceStart + columns.price.count
        guard let trade = venue.lastTrade else {
            canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: priceEnd - 1, in: region)
            return
        }
        var prices = NumberColumn(instrument.price, width: columns.price.count)
        prices.include(trade.price.units)
        canvas.write(
            prices.text(trade.price.units),
            look.role(.priceTail),
            row: row,
            endingAt: priceEnd,
            in: region
        )
        let moveColumn = priceEnd + (isWide ? 1 : 0)
        canvas.put(canvas.glyphs.move(trade.move), look.role(.priceTail), row: row, column: moveColumn, in: region)
        let sizeStart = moveColumn + (isWide ? 2 : 1)
        let room = min(region.columns - sizeStart, isWide ? columns.size.count - 1 : region.columns)
        let size = isWide ? column(trade.quantity, room) : fitting(trade.quantity, room)
        canvas.write(size, look.role(.text), row: row, column: sizeStart, in: region)
    }

    private func column(_ quantity: Quantity, _ room: Int) -> Text {
        var sizes = NumberColumn(instrument.quantity, width: room)
        sizes.include(quantity.units)
        return sizes.text(quantity.units)
    }

    private func fitting(_ quantity: Quantity, _ room: Int) -> Text {
        Text(fitting: quantity.units, instrument.quantity, width: room)
    }

    private func drawSequence(row: Int, on canvas: inout Canvas, in region: Region) {
        if let wordings = VenueStatus(venue).sequenceWordings {
            canvas.write(wordings.longest(in: region.columns), .text, row: row, column: 0, in: region)
            return
        }
        let gaps = Text("gaps \(venue.gaps)")
        var wordings = [Text(joining: " ", gaps), gaps]
        if let sequence = venue.sequence {
            let number = Text("\(sequence) ")
            wordings = [Text(joining: " seq ok ", number, gaps), Text(joining: " seq ", number, gaps)] + wordings
        }
        canvas.write(wordings.longest(in: region.columns), .textDim, row: row, column: 0, in: region)
    }
}
