import Books

/// Draws the prices, sizes and bars of a ladder: asks above the mid row, bids below, the best ones next to it.
struct LadderPainter {
    private let look: LadderLook
    private let columns: LadderColumns
    private let rows: BookRows
    private let ladder: LadderView
    private let prices: PriceColumn
    private let sizes: NumberColumn
    private let scale: BarScale

    /// A painter of `ladder`.
    init(_ ladder: LadderView, look: LadderLook, columns: LadderColumns, rows: BookRows, instrument: InstrumentView) {
        self.look = look
        self.columns = columns
        self.rows = rows
        self.ladder = ladder
        let levels = (0..<rows.levels).flatMap { [ladder.asks[$0], ladder.bids[$0]] }.compactMap(\.self)
        prices = PriceColumn(
            instrument.price,
            width: columns.price.count,
            prices: levels.map(\.price.units)
        )
        // A blank stays between a size and the price beside it.
        var sizes = NumberColumn(instrument.quantity, width: columns.size.count - 1)
        for level in levels {
            sizes.include(level.quantity.units)
        }
        self.sizes = sizes
        scale = BarScale(largest: levels.map(\.quantity.units).max() ?? 0)
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        for depth in 0..<rows.levels {
            draw(ladder.asks[depth], .ask, row: rows.ask(depth), on: &canvas, in: region)
            draw(ladder.bids[depth], .bid, row: rows.bid(depth), on: &canvas, in: region)
        }
    }

    private func draw(_ level: LevelView?, _ side: Side, row: Int, on canvas: inout Canvas, in region: Region) {
        guard let level, look != .unknown else {
            for column in [columns.price, columns.size] {
                canvas.put(canvas.glyphs.unknown, .textDim, row: row, column: column.upperBound - 1, in: region)
            }
            return
        }
        let (price, shared) = prices.text(level.price.units)
        let start = columns.price.upperBound - price.count
        canvas.write(price, look.role(side == .ask ? .askPrice : .bidPrice), row: row, column: start, in: region)
        canvas.recolour(look.role(.priceCommon), row: row, columns: start..<start + shared, in: region)
        canvas.write(
            quantity: sizes.text(level.quantity.units),
            look.role(side == .ask ? .askSize : .bidSize),
            row: row,
            endingAt: columns.size.upperBound,
            in: region
        )
        if look == .live {
            drawBar(level.quantity.units, side, row: row, on: &canvas, in: region)
        }
    }

    private func drawBar(_ quantity: Int64, _ side: Side, row: Int, on canvas: inout Canvas, in region: Region) {
        if let bar = columns.bar {
            let eighths = scale.filled(quantity, of: bar.count * 8)
            let role = side == .ask ? Role.askBlock : .bidBlock
            let end = bar.lowerBound + eighths / 8
            canvas.fill(canvas.glyphs.eighths[7], role, row: row, columns: bar.lowerBound..<end, in: region)
            if eighths % 8 > 0 {
                canvas.put(canvas.glyphs.eighths[eighths % 8 - 1], role, row: row, column: end, in: region)
            }
        } else if let backdrop = columns.backdrop {
            let cells = scale.filled(quantity, of: backdrop.count)
            canvas.recolour(
                side == .ask ? .askBar : .bidBar,
                row: row,
                columns: backdrop.upperBound - cells..<backdrop.upperBound,
                in: region
            )
        }
    }
}

extension Canvas {
    /// Writes a quantity that ends before the column `end`, with the zeros at the end of its decimals drawn faint.
    mutating func write(quantity text: Text, _ role: Role, row: Int, endingAt end: Int, in region: Region) {
        write(text, role, row: row, endingAt: end, in: region)
        var zeros = 0
        while zeros < text.count, text[text.count - 1 - zeros] == 0x30 {
            zeros += 1
        }
        guard zeros < text.count, (0..<text.count).contains(where: { text[$0] == 0x2E }) else { return }
        if text[text.count - 1 - zeros] == 0x2E {
            zeros += 1
        }
        recolour(.textDim, row: row, columns: end - zeros..<end, in: region)
    }
}
