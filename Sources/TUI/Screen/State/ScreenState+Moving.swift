import Books

extension ScreenState {
    /// The orders that the filter lets through.
    func shownOrders(_ model: ConsoleViewModel) -> [OrderView] {
        guard !filter.isEmpty else { return model.orders }
        return model.orders.filter { order in
            let venue = model.venue(order.venue)?.name ?? ""
            let side = order.side == .buy ? "buy" : "sell"
            let parent = order.parent.map { "#\($0)" } ?? ""
            return matches("\(venue) \(side) \(OrderWords.state(order.phase).string) \(parent) \(order.note ?? "")")
        }
    }

    /// The notices that the filter lets through.
    func shownNotices(_ model: ConsoleViewModel) -> [NoticeView] {
        filter.isEmpty ? model.notices : model.notices.filter { matches($0.text) }
    }

    private func matches(_ text: String) -> Bool {
        text.lowercased().contains(filter.lowercased())
    }

    /// Moves the focus or the chosen row.
    mutating func move(_ command: KeyCommand, _ context: ScreenContext) {
        let panes = Layout(size: context.size, venues: context.model.venues.count, zoomed: zoomed).panes
        guard !panes.isEmpty else { return }
        switch command {
        case .nextPane, .right: focus = step(1, in: panes)
        case .previousPane, .left: focus = step(-1, in: panes)
        default:
            let pane = focus ?? (panes.contains(.orders) ? .orders : panes[0])
            focus = pane
            moveRow(command, in: pane, context)
        }
    }

    private func step(_ offset: Int, in panes: [Pane]) -> Pane {
        guard let focus, let index = panes.firstIndex(of: focus) else {
            return offset > 0 ? panes[0] : panes[panes.count - 1]
        }
        return panes[(index + offset + panes.count) % panes.count]
    }

    private mutating func moveRow(_ command: KeyCommand, in pane: Pane, _ context: ScreenContext) {
        switch pane {
        case .book: selection.level = moved(selection.level, command, count: 2 * FiveLevels<LevelView>.limit)
        case .feeds: selection.feed = moved(selection.feed, command, count: context.model.venues.count)
        case .log: selection.notice = moved(selection.notice, command, count: shownNotices(context.model).count)
        case .orders:
            let orders = shownOrders(context.model)
            guard !orders.isEmpty else { return }
            guard let row = orders.firstIndex(where: { $0.identifier == selection.order }) else {
                selection.order = orders[0].identifier
                return
            }
            selection.order = orders[moved(row, command, count: orders.count)].identifier
        }
    }

    private func moved(_ row: Int, _ command: KeyCommand, count: Int) -> Int {
        let page = 5
        let target =
            switch command {
            case .up, .previousMatch: row - 1
            case .down, .nextMatch: row + 1
            case .pageUp: row - page
            case .pageDown: row + page
            case .top: 0
            case .bottom: count - 1
            default: row
            }
        return min(max(target, 0), max(count - 1, 0))
    }

    /// Shows the book of that number alone, the first being 1; 0 shows all of them.
    mutating func zoom(_ number: Int, _ context: ScreenContext) {
        let books = BookColumn.all(venues: context.model.venues.count)
        details = nil
        isHelpOpen = false
        guard number > 0 else {
            zoomed = nil
            return
        }
        guard books.indices.contains(number - 1) else {
            remark = "there is no book \(number)"
            return
        }
        zoomed = zoomed == books[number - 1] ? nil : books[number - 1]
        focus = zoomed.map { .book($0) }
    }

    /// Shows the book that has the keys alone, or all of them again.
    mutating func zoomFocused(_ context: ScreenContext) {
        if zoomed != nil {
            zoomed = nil
        } else if case .book(let kind) = focus {
            zoomed = kind
        } else {
            remark = "choose a book with Tab first, or press 1 to 4"
        }
    }

    /// Takes a snapshot of all that is known about the chosen row.
    mutating func openDetails(_ context: ScreenContext) {
        guard details == nil else {
            details = nil
            return
        }
        details = DetailsMaker(context, self).details
        if details == nil {
            remark = "choose a row first: Tab goes to a pane, arrows choose"
        }
    }
}
