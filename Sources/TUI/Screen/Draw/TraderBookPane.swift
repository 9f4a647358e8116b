/// Our own quotes.
struct TraderBookPane {
    private let trader: TraderView
    private let instrument: InstrumentView
    private let rows: BookRows

    /// The book of `trader`.
    init(_ trader: TraderView, instrument: InstrumentView, rows: BookRows) {
        self.trader = trader
        self.instrument = instrument
        self.rows = rows
    }

    private var ladder: LadderView {
        LadderView(asks: trader.asks.map(\.plain), bids: trader.bids.map(\.plain))
    }

    /// Draws everything below the title.
    func draw(on canvas: inout Canvas, in region: Region) {
        let columns = LadderColumns.trader(width: region.columns, format: instrument.price)
        if let header = rows.header {
            canvas.write("price", .textDim, row: header, endingAt: columns.price.upperBound, in: region)
            canvas.write("size", .textDim, row: header, endingAt: columns.size.upperBound, in: region)
        }
        LadderPainter(ladder, look: .live, columns: columns, rows: rows, instrument: instrument)
            .draw(on: &canvas, in: region)
        MidRow(wordings: ["strategy off"], role: .textDim).draw(row: rows.mid, on: &canvas, in: region)
    }
}
