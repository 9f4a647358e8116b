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
        let layout = Layout(size: size, venues: model.venues.count)
        if layout.books.isEmpty {
            FactLines(model, state).draw(on: &canvas, in: canvas.grid.region)
        } else {
            draw(model, state, layout, on: &canvas)
        }
        if state.isHelpOpen {
            HelpOverlay(KeyTable.bindings).draw(on: &canvas, in: canvas.grid.region)
        }
        return canvas.grid
    }

    private static func draw(
        _ model: ConsoleViewModel,
        _ state: ScreenState,
        _ layout: Layout,
        on canvas: inout Canvas
    ) {
        let status = StatusRow(model, showsVenues: layout.statusShowsVenues)
        status.draw(on: &canvas, in: layout.status)
        if let badges = layout.badges {
            status.drawBadges(from: 1, on: &canvas, in: badges)
        }
        BookPanes(model, layout: layout).draw(on: &canvas)
        drawPanes(model, state, layout, on: &canvas)
        if let message = layout.message {
            MessageRow(model, state, showsNotice: layout.log == nil).draw(on: &canvas, in: message)
        }
        if let keys = layout.keys {
            KeyRow(bindings: KeyTable.bindings.filter(\.isInFooter)).draw(on: &canvas, in: keys)
        }
    }

    private static func drawPanes(
        _ model: ConsoleViewModel,
        _ state: ScreenState,
        _ layout: Layout,
        on canvas: inout Canvas
    ) {
        if let log = layout.log {
            LogPane(model.notices).draw(on: &canvas, in: log)
        }
        if let feeds = layout.feeds {
            FeedsPane(model.venues, skippedFrames: state.skippedFrames).draw(on: &canvas, in: feeds)
        }
        PaneFrame(layout).draw(on: &canvas)
    }
}
