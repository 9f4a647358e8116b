import Books

/// The book of all live venues together, every level with where it comes from.
struct ConsumerBookPane {
    private let model: ConsoleViewModel
    private let rows: BookRows

    private var consumer: ConsumerView { model.consumer }
    private var instrument: InstrumentView { model.instrument }

    private let state: ScreenState

    /// The consumer book of `model`.
    init(_ model: ConsoleViewModel, _ state: ScreenState, rows: BookRows) {
        self.model = model
        self.state = state
        self.rows = rows
    }

    /// Draws everything below the title.
    func draw(on canvas: inout Canvas, in region: Region) {
        let columns = LadderColumns.consumer(
            width: region.columns,
            format: instrument.price,
            venues: model.venues.count
        )
        if let header = rows.header {
            drawHeader(columns, row: header, on: &canvas, in: region)
        }
        let look: LadderLook = model.liveVenueCount > 0 ? .live : .unknown
        LadderPainter(
            consumer.ladder,
            of: .consumer,
            look: look,
            columns: columns,
            rows: rows,
            instrument: instrument,
            state: state
        ).draw(on: &canvas, in: region)
        if look == .live {
            drawOrigins(consumer.asks, columns, row: rows.ask, on: &canvas, in: region)
            drawOrigins(consumer.bids, columns, row: rows.bid, on: &canvas, in: region)
        }
        middle(look).draw(row: rows.mid, on: &canvas, in: region)
        let sums = BookSums(consumer, levels: rows.levels)
        if let last = rows.last {
            ImbalanceRow(sums: sums, isKnown: look == .live).draw(row: last, on: &canvas, in: region)
        }
        if let sequence = rows.sequence, look == .live {
            canvas.write(
                history(sums).longest(in: region.columns),
                .textDim,
                row: sequence,
                column: 0,
                in: region
            )
        }
    }

    /// What left the book and when, or for how long it has been crossed and locked; longest wording first.
    private func history(_ sums: BookSums) -> [Text] {
        if let gone = model.venues.first(where: { !$0.state.isLive }), let time = gone.removedAt {
            return [Text(joining: " ", Text(gone.name), " size removed ", Text(clock: time), "Z")]
        }
        let crossing = Text(
            joining: " crossed ",
            Text(lasting: consumer.crossedTotal).spaced,
            "  locked ",
            Text(lasting: consumer.lockedTotal).spaced
        )
        return [Text(joining: crossing, "  ", sums.text(instrument.quantity)), crossing]
    }

    private func drawHeader(_ columns: LadderColumns, row: Int, on canvas: inout Canvas, in region: Region) {
        canvas.write("price", .textDim, row: row, endingAt: columns.price.upperBound, in: region)
        canvas.write("size", .textDim, row: row, endingAt: columns.size.upperBound, in: region)
        if let cumulative = columns.cumulative {
            canvas.write("cum", .textDim, row: row, endingAt: cumulative.upperBound, in: region)
        }
        if let share = columns.share {
            let title: Text = share.count < 5 ? "from" : "share"
            let start = columns.cumulative == nil ? share.upperBound - title.count : share.lowerBound
            canvas.write(title, .textDim, row: row, column: start, in: region)
        }
        for (venue, column) in zip(model.venues, columns.parts) {
            let name = Text(String(venue.name.prefix(column.count)))
            canvas.write(name, .textDim, row: row, endingAt: column.upperBound, in: region)
        }
    }

    /// Draws the sums, the letters and the sizes per venue of one side.
    private func drawOrigins(
        _ levels: FiveLevels<ConsumerLevelView>,
        _ columns: LadderColumns,
        row: (Int) -> Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        var sum = Quantity.zero
        let numbers = originColumns(levels, columns)
        for depth in 0..<rows.levels {
            guard let level = levels[depth] else { break }
            sum = sum.addingSaturated(level.total)
            if let cumulative = columns.cumulative {
                let text = numbers.sums.text(sum.units)
                canvas.write(text, .cumulative, row: row(depth), endingAt: cumulative.upperBound, in: region)
            }
            if let share = columns.share {
                drawShare(level, share, row: row(depth), on: &canvas, in: region)
            }
            for (venue, column) in zip(model.venues, columns.parts) {
                let part = level.parts[venue.venue].units
                guard part > 0 else {
                    canvas.put(
                        canvas.glyphs.unknown,
                        .textDim,
                        row: row(depth),
                        column: column.upperBound - 1,
                        in: region
                    )
                    continue
                }
                let text = numbers.parts.text(part)
                canvas.write(quantity: text, .text, row: row(depth), endingAt: column.upperBound, in: region)
            }
        }
    }

    private func originColumns(
        _ levels: FiveLevels<ConsumerLevelView>,
        _ columns: LadderColumns
    ) -> (sums: NumberColumn, parts: NumberColumn) {
        var sums = NumberColumn(instrument.quantity, width: (columns.cumulative?.count ?? 1) - 1)
        var parts = NumberColumn(instrument.quantity, width: (columns.parts.first?.count ?? 1) - 1)
        for side in [consumer.asks, consumer.bids] {
            var sum = Quantity.zero
            for depth in 0..<rows.levels {
                guard let level = side[depth] else { break }
                sum = sum.addingSaturated(level.total)
                for venue in model.venues.prefix(columns.parts.count) {
                    parts.include(level.parts[venue.venue].units)
                }
            }
            sums.include(sum.units)
        }
        return (sums, parts)
    }

    private func drawShare(
        _ level: ConsumerLevelView,
        _ share: Range<Int>,
        row: Int,
        on canvas: inout Canvas,
        in region: Region
    ) {
        let letters = ShareLetters(model.venues.map { level.parts[$0.venue] }, parts: share.count)
        var column = share.lowerBound
        for (venue, count) in zip(model.venues, letters.counts) {
            let letter = canvas.glyphs.shown(venue.letter)
            canvas.fill(letter, .venue(slot: venue.venue.slot), row: row, columns: column..<column + count, in: region)
            column += count
        }
    }

    private func middle(_ look: LadderLook) -> MidRow {
        guard look == .live else {
            return MidRow(wordings: ["no market"], role: .textStrong)
        }
        guard let top = consumer.top else {
            return MidRow(wordings: [consumer.ladder.gap], role: .textDim)
        }
        return MarketWords(
            top: top,
            crossedFor: consumer.crossedFor,
            micro: consumer.micro,
            price: instrument.price
        ).row
    }
}
