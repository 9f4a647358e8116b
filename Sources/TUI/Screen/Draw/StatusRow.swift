import Books

/// The first row: what is traded, whether it trades, and the clock.
///
/// The two switches always have the same width and, for one instrument and mode, the same cells.
struct StatusRow {
    private let model: ConsoleViewModel
    private let showsVenues: Bool

    /// The row of `model`, with the venues' badges if `showsVenues`.
    init(_ model: ConsoleViewModel, showsVenues: Bool) {
        self.model = model
        self.showsVenues = showsVenues
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        if case .killed(let kill) = model.execution {
            drawKilled(kill.since, on: &canvas, in: region)
            return
        }
        // The switches come first when there is little room: the name is cut, then the clock goes.
        let switches = 22
        let name = region.columns(0..<max(region.columns - switches, 0))
        var column = canvas.write(foreign: model.instrument.name, .textStrong, column: 1, in: name)
        column = canvas.write(foreign: model.mode.rawValue, modeRole, column: column + 1, in: name)
        column = min(column, name.columns) + 2
        column = canvas.write(strategy.text, strategy.role, column: column, in: region) + 1
        column = canvas.write(execution.text, execution.role, column: column, in: region)
        if showsVenues {
            column = drawBadges(from: column + 3, on: &canvas, in: region)
        }
        drawClock(.text, after: column, on: &canvas, in: region)
    }

    /// Draws a badge for every venue, from `column` on.
    @discardableResult
    func drawBadges(from column: Int, on canvas: inout Canvas, in region: Region) -> Int {
        var column = column
        for venue in model.venues {
            let status = VenueStatus(venue)
            column = canvas.write(foreign: venue.name, .text, column: column, in: region) + 1
            column = canvas.write(status.badge(room: 10), status.role, column: column, in: region) + 3
        }
        return column
    }

    /// A kill takes the whole row, in words as loud without colours as with them.
    private func drawKilled(_ since: WallTime, on canvas: inout Canvas, in region: Region) {
        var text: Text = " !! KILLED "
        text.append(Text(clock: since))
        text.append("Z !!   ")
        canvas.fill(" ", .stateKilled, in: region)
        var column = canvas.write(text, .stateKilled, column: 0, in: region)
        column = canvas.write(foreign: model.instrument.name, .stateKilled, column: column, in: region) + 2
        column = canvas.write(model.trader.strategy.isOn ? "MM ON" : "MM OFF", .stateKilled, column: column, in: region)
        drawClock(.stateKilled, after: column, on: &canvas, in: region)
    }

    private func drawClock(_ role: Role, after column: Int, on canvas: inout Canvas, in region: Region) {
        var clock = Text(clock: model.wallTime)
        clock.append("Z")
        guard region.columns - clock.count > column else { return }
        canvas.write(clock, role, endingAt: region.columns, in: region)
    }

    private var modeRole: Role {
        switch model.mode {
        case .sim, .replay, .paper, .testnet: .textDim
        case .live: .stateHold
        }
    }

    private var strategy: (text: Text, role: Role) {
        model.trader.strategy.isOn ? ("[MM ON ]", .stateOn) : ("[MM OFF]", .textStrong)
    }

    private var execution: (text: Text, role: Role) {
        switch model.execution {
        case .none: ("[EXEC NONE]", .textDim)
        case .run: ("[EXEC RUN ]", .stateOn)
        case .part: ("[EXEC PART]", .stateHold)
        case .hold: ("[EXEC HOLD]", .stateHold)
        case .killed: ("[KILLED]   ", .stateKilled)
        }
    }
}
