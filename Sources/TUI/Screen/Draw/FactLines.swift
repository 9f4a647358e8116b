import Books

/// The console on a screen too small for a ladder: one line per fact, the most important first.
struct FactLines {
    private let model: ConsoleViewModel
    private let state: ScreenState

    /// The facts of `model`.
    init(_ model: ConsoleViewModel, _ state: ScreenState) {
        self.model = model
        self.state = state
    }

    /// Draws as many as there are rows.
    func draw(on canvas: inout Canvas, in screen: Region) {
        if screen.columns >= Layout.least.columns {
            StatusRow(model, showsVenues: false, showsMode: true).draw(on: &canvas, in: screen.line(0))
        } else {
            drawSwitches(on: &canvas, in: screen.line(0))
        }
        drawMarket(on: &canvas, in: screen.line(1))
        for (index, venue) in model.venues.enumerated() {
            let line = screen.line(2 + index)
            let status = VenueStatus(venue)
            let column = canvas.write(foreign: venue.name, .text, column: 0, in: line) + 1
            canvas.write(status.badge(room: line.columns - column), status.role, column: column, in: line)
        }
        let rest = 2 + model.venues.count
        if rest < screen.rows {
            MessageRow(model, state, showsNotice: true).draw(on: &canvas, in: screen.line(screen.rows - 1))
        }
    }

    private func drawSwitches(on canvas: inout Canvas, in line: Region) {
        let (words, role) = switches
        let column = canvas.write(words.longest(in: line.columns), role, column: 0, in: line) + 1
        canvas.write(foreign: model.instrument.name, .textStrong, column: column, in: line)
    }

    private var switches: (words: [Text], role: Role) {
        switch (model.execution, model.trader.strategy.isOn) {
        case (.killed, _): (["KILLED", "K"], .stateKilled)
        case (.none, false): (["MM OFF EXEC NONE", "OFF NONE", "NONE", "N"], .textStrong)
        case (.none, true): (["MM ON  EXEC NONE", "ON  NONE", "NONE", "N"], .textStrong)
        case (.run, false): (["MM OFF EXEC RUN ", "OFF RUN ", "RUN ", "R"], .stateOn)
        case (.run, true): (["MM ON  EXEC RUN ", "ON  RUN ", "RUN ", "R"], .stateOn)
        case (.part, false): (["MM OFF EXEC PART", "OFF PART", "PART", "P"], .stateHold)
        case (.part, true): (["MM ON  EXEC PART", "ON  PART", "PART", "P"], .stateHold)
        case (.reducing, false): (["MM OFF EXEC REDU", "OFF REDU", "REDU", "D"], .stateHold)
        case (.reducing, true): (["MM ON  EXEC REDU", "ON  REDU", "REDU", "D"], .stateHold)
        case (.hold, false): (["MM OFF EXEC HOLD", "OFF HOLD", "HOLD", "H"], .stateHold)
        case (.hold, true): (["MM ON  EXEC HOLD", "ON  HOLD", "HOLD", "H"], .stateHold)
        }
    }

    private func drawMarket(on canvas: inout Canvas, in line: Region) {
        guard model.liveVenueCount > 0 else {
            canvas.write("no market", .textStrong, column: 0, in: line)
            return
        }
        func price(_ level: ConsumerLevelView?) -> Text? {
            level.map { Text($0.price.units, model.instrument.price, decimals: model.instrument.price.decimals) }
        }
        let ask = price(model.consumer.asks[0])
        let bid = price(model.consumer.bids[0])
        let isShort = (bid?.count ?? 1) + (ask?.count ?? 1) + 10 > line.columns
        var column = isShort ? 0 : canvas.write("bid ", .textDim, column: 0, in: line)
        column = draw(bid, .bidPrice, column: column, on: &canvas, in: line)
        column = canvas.write(isShort ? "/" : "  ask ", .textDim, column: column, in: line)
        draw(ask, .askPrice, column: column, on: &canvas, in: line)
    }

    @discardableResult
    private func draw(_ price: Text?, _ role: Role, column: Int, on canvas: inout Canvas, in line: Region) -> Int {
        guard let price else {
            canvas.put(canvas.glyphs.unknown, .textDim, column: column, in: line)
            return column + 1
        }
        return canvas.write(price, role, column: column, in: line)
    }
}
