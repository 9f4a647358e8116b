import Books

/// Draws the prices, sizes and bars of a ladder: asks above the mid row, bids below, the best ones next to it.
struct LadderPainter {
    private let look: LadderLook
    private let columns: LadderColumns
    private let rows: BookRows
    private let ladder: LadderView
    private let prices: PriceColumn
    private let sizes: NumberColumn
    private let ownSizes: NumberColumn
    private let scale: BarScale
    private let book: BookKind
    private let state: ScreenState

    /// A painter of `ladder`, which is the ladder of `book`.
    init(
        _ ladder: LadderView,
        of book: BookKind,
        look: LadderLook,
        columns: LadderColumns,
        rows: BookRows,
        instrument: InstrumentView,
        state: ScreenState
    ) {
        self.look = look
        self.columns = columns
        self.rows = rows
        self.ladder = ladder
        self.book = book
        self.state = state
        let levels = (0..<rows.levels).flatMap { [ladder.asks[$0], ladder.bids[$0]] }.compactMap(\.self)
        prices = PriceColumn(
            instrument.price,
            width: columns.price.count,
            prices: levels.map(\.price.units)
        )
        // A blank stays between a size and the price beside it.
        let format = book == .trader ? instrument.quantity.small : instrument.quantity
        var sizes = NumberColumn(format, width: columns.size.count - 1)
        for level in levels {
            sizes.include(level.quantity.units)
        }
        self.sizes = sizes
        var ownSizes = NumberColumn(instrument.quantity.small, width: (columns.own?.count ?? 1) - 1)
        for level in levels {
            ownSizes.include(level.own.units)
        }
        self.ownSizes = ownSizes
        scale = BarScale(largest: levels.map(\.quantity.units).max() ?? 0, keeping: state.scales.full(book))
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        for side in Side.allCases {
            for depth in 0..<rows.levels {
                let row = side == .ask ? rows.ask(depth) : rows.bid(depth)
                draw(ladder.levels(side)[depth], side, depth, row: row, on: &canvas, in: region)
            }
        }
    }

    private func draw(
        _ level: LevelView?,
        _ side: Side,
        _ depth: Int,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
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
        guard look == .live else { return }
        drawBar(level.quantity.units, side, row: row, on: &canvas, in: region)
        drawOwn(level.own, row: row, on: &canvas, in: region)
        light(level, side, depth, row: row, on: &canvas, in: region)
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

    /// Marks a level at which an order of our own is, with its size where there is room.
    private func drawOwn(_ own: Quantity, row: Int, on canvas: inout Canvas, in region: Region) {
        guard own.units > 0 else { return }
        canvas.put(canvas.glyphs.own, .own, row: row, column: columns.price.lowerBound - 1, in: region)
        guard let column = columns.own else { return }
        canvas.write(ownSizes.text(own.units), .own, row: row, endingAt: column.upperBound, in: region)
    }

    /// Lights up the digits that changed a moment ago.
    private func light(
        _ level: LevelView,
        _ side: Side,
        _ depth: Int,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        let (memory, now) = (state.flash, state.now)
        if let mark = memory.mark(book, side, depth: depth, .price, value: level.price.units, at: now) {
            let (after, before) = (prices.text(level.price.units).text, prices.text(mark.previous).text)
            canvas.light(after, before, mark, row: row, endingAt: columns.price.upperBound, in: region)
        }
        if let mark = memory.mark(book, side, depth: depth, .size, value: level.quantity.units, at: now) {
            let (after, before) = (sizes.text(level.quantity.units), sizes.text(mark.previous))
            canvas.light(after, before, mark, row: row, endingAt: columns.size.upperBound, in: region)
        }
    }
}

extension Canvas {
    /// Lights up the characters of `text`, which ends before the column `end`, where they differ from those of
    /// `before`.
    ///
    /// Where a bar is painted behind them they get the weaker light, which has no background: the backgrounds of bars
    /// and of lights are alike.
    mutating func light(
        _ text: Text,
        _ before: Text,
        _ mark: FlashMark,
        row: Int,
        endingAt end: Int,
        in region: Region
    ) {
        for index in 0..<text.count {
            let old = before.count - text.count + index
            guard old < 0 || before[old] != text[index] else { continue }
            let column = end - text.count + index
            let under = role(row: row, column: column, in: region)
            let role = under == .bidBar || under == .askBar ? mark.weakRole : mark.role
            recolour(role, row: row, columns: column..<column + 1, in: region)
        }
    }

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
