/// The console's screen: a pure function from what is known and a size to a grid of cells.
public enum ConsoleScreen {
    /// Draws a frame; every size from 1x1 on works.
    public static func draw(
        _ model: ConsoleViewModel,
        state: ScreenState = ScreenState(),
        size: ScreenSize,
        glyphs: Glyphs
    ) -> Grid {
        var canvas = Canvas(size: size, glyphs: glyphs)
        let layout = Layout(size: size, venues: model.venues.count, zoomed: state.zoomed)
        let screen = canvas.grid.region
        if layout.books.isEmpty {
            FactLines(model, state).draw(on: &canvas, in: screen)
        } else {
            draw(model, state, layout, on: &canvas)
        }
        if state.isHelpOpen {
            HelpOverlay(KeyTable.bindings, offset: state.helpOffset).draw(on: &canvas, in: screen)
        } else if let details = state.details {
            DetailsOverlay(details, at: state.now).draw(on: &canvas, in: screen)
        }
        if MessageRow.isNeeded(state) {
            // Questions, prompts and remarks lie over everything, also where there is no row for messages.
            let line = layout.message ?? screen.line(screen.rows - 1)
            canvas.fill(" ", .text, in: line)
            MessageRow(model, state, showsNotice: false).draw(on: &canvas, in: line)
        }
        return canvas.grid
    }

    private static func draw(
        _ model: ConsoleViewModel,
        _ state: ScreenState,
        _ layout: Layout,
        on canvas: inout Canvas
    ) {
        let showsModeBelow = !layout.statusShowsVenues && layout.orders != nil
        let status = StatusRow(model, showsVenues: layout.statusShowsVenues, showsMode: !showsModeBelow)
        status.draw(on: &canvas, in: layout.status)
        if let badges = layout.badges {
            status.drawBadges(from: 1, on: &canvas, in: badges)
        }
        if let account = layout.account {
            AccountRow(model, state).draw(on: &canvas, in: account)
        }
        BookPanes(model, state, layout: layout).draw(on: &canvas)
        if let orders = layout.orders {
            OrdersPane(model, state).draw(on: &canvas, in: orders, showsMode: showsModeBelow)
        }
        if let log = layout.log {
            LogPane(model, state).draw(on: &canvas, in: log)
        }
        if let feeds = layout.feeds {
            FeedsPane(model, state).draw(on: &canvas, in: feeds)
        }
        PaneFrame(layout).draw(on: &canvas)
        if let message = layout.message {
            MessageRow(model, state, showsNotice: layout.log == nil).draw(on: &canvas, in: message)
        }
        if let keys = layout.keys {
            KeyRow(model, state).draw(on: &canvas, in: keys)
        }
    }
}
