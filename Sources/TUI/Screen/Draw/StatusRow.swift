import Books

/// The first row: what is traded, whether it trades, what that brought or whether the venues work, and the clock.
///
/// The two switches always have the same width and, for one instrument, the same cells.
struct StatusRow {
    private let model: ConsoleViewModel
    private let showsVenues: Bool
    private let showsMode: Bool

    /// The row of `model`, with the venues' badges if `showsVenues`, else with the position; with the mode if
    /// `showsMode`.
    init(_ model: ConsoleViewModel, showsVenues: Bool, showsMode: Bool) {
        self.model = model
        self.showsVenues = showsVenues
        self.showsMode = showsMode
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in region: Region) {
        if case .killed(let kill) = model.execution {
            drawKilled(kill, on: &canvas, in: region)
            return
        }
        // The switches come first when there is little room: the name is cut, then the clock goes.
        let switches = 22
        let name = region.columns(0..<max(region.columns - switches, 0))
        var column = canvas.write(foreign: model.instrument.name, .textStrong, column: 1, in: name)
        column = min(column, name.columns) + 2
        let badges = SwitchBadges(model)
        column = canvas.write(badges.strategy.text, badges.strategy.role, column: column, in: region) + 1
        column = canvas.write(badges.execution.text, badges.execution.role, column: column, in: region)
        let end = drawRight(.text, after: column, on: &canvas, in: region)
        let rest = region.columns(0..<end)
        if showsVenues {
            drawBadges(from: column + 3, on: &canvas, in: rest)
        } else {
            drawAccount(from: column + 2, on: &canvas, in: rest)
        }
    }

    /// Draws a badge for every venue, from `column` on, each in a field of its own.
    func drawBadges(from column: Int, on canvas: inout Canvas, in region: Region) {
        var column = column
        for venue in model.venues {
            let status = VenueStatus(venue)
            column = canvas.write(foreign: venue.name, .text, column: column, in: region) + 1
            canvas.write(status.badge(room: Self.badgeWidth), status.role, column: column, in: region)
            column += Self.badgeWidth + 2
        }
    }

    /// The longest badge of the row: `DOWN 00:12`.
    private static let badgeWidth = 10

    private func drawAccount(from column: Int, on canvas: inout Canvas, in region: Region) {
        var column = column
        for (text, role) in AccountWords(model).short(in: region.columns - column) {
            column = canvas.write(text, role, column: column, in: region) + 2
        }
    }

    /// A kill takes the whole row, in words as loud without colours as with them.
    private func drawKilled(_ kill: KillView, on canvas: inout Canvas, in region: Region) {
        canvas.fill(" ", .stateKilled, in: region)
        let gap = showsVenues ? 3 : 2
        var column = canvas.write(
            Text(joining: " !! KILLED ", Text(clock: kill.since), "Z by ", Text(kill.cause), " !!"),
            .stateKilled,
            column: 0,
            in: region
        )
        column = canvas.write(foreign: model.instrument.name, .stateKilled, column: column + 3, in: region) + gap
        let strategy: Text = model.trader.strategy.isOn ? "MM ON" : "MM OFF"
        column = canvas.write(strategy, .stateKilled, column: column, in: region) + gap
        let end = drawRight(.stateKilled, after: column - gap, on: &canvas, in: region)
        let rest = region.columns(0..<end)
        let words = AccountWords(model)
        let facts = showsVenues ? [words.cancels(kill), words.unknown] : [words.position(in: 13)]
        for fact in facts where column + fact.count <= rest.columns {
            column = canvas.write(fact, .stateKilled, column: column, in: rest) + gap
        }
    }

    /// Draws the clock and, before it, the mode, if they fit behind `column`; gives the column where they begin.
    private func drawRight(_ role: Role, after column: Int, on canvas: inout Canvas, in region: Region) -> Int {
        let clock = Text(joining: Text(clock: model.wallTime), "Z")
        var end = region.columns
        if end - clock.count > column {
            canvas.write(clock, role, endingAt: end, in: region)
            end -= clock.count + 1
        }
        guard showsMode || model.mode == .live else { return end }
        let banner = ModeBanner(model)
        let room = max(end - column - 2, 0)
        let text = banner.wordings.longest(in: showsVenues ? min(room, 40) : min(room, 22))
        guard text.count <= room else { return end }
        let bannerRole = role == .stateKilled ? role : banner.role
        canvas.write(text, bannerRole, endingAt: end - 1, in: region)
        return end - 1 - text.count - 1
    }
}
