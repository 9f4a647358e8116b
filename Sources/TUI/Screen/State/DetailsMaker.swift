import Books

/// Takes the snapshot of the chosen row.
struct DetailsMaker {
    private let context: ScreenContext
    private let state: ScreenState

    private var model: ConsoleViewModel { context.model }
    private typealias Line = DetailsView.Line

    /// A maker for what is chosen.
    init(_ context: ScreenContext, _ state: ScreenState) {
        self.context = context
        self.state = state
    }

    /// The snapshot; nothing if no row is chosen.
    var details: DetailsView? {
        switch state.focus {
        case nil: nil
        case .orders: state.shownOrders(model).first { $0.identifier == state.selection.order }.map { order($0) }
        case .log: notice
        case .feeds: feed
        case .book(let kind): level(kind)
        }
    }

    private func made(_ title: String, _ lines: [Line]) -> DetailsView {
        DetailsView(title: title, lines: lines, takenAt: context.now)
    }

    // MARK: - Orders

    private func order(_ order: OrderView) -> DetailsView {
        var lines = [
            Line(name: "venue", value: model.venue(order.venue)?.name ?? "?"),
            Line(
                name: "order",
                value: "\(OrderWords.side(order.side).string) \(size(order.size)) @ \(price(order.price))"
            ),
            Line(
                name: order.phase == .denied ? "decided" : "sent",
                value: Text(clockWithMilliseconds: order.time).string + "Z"
            ),
            Line(name: "state", value: OrderWords.state(order.phase).string),
            Line(name: "filled", value: order.filled.map { size($0) } ?? "not known"),
        ]
        if let average = order.average { lines.append(Line(name: "average", value: price(average))) }
        if let slippage = order.slippage {
            let text = Text(signed: slippage.units, model.instrument.price, decimals: model.instrument.price.decimals)
            lines.append(Line(name: "slippage", value: text.string))
        }
        if let time = order.acknowledgement {
            lines.append(Line(name: "acknowledged", value: "after " + Text(delay: time).string))
        }
        if let doubt = order.inDoubtFor {
            lines.append(Line(name: "in doubt", value: "for " + Text(lasting: doubt).string))
        }
        if let note = order.note { lines.append(Line(name: "note", value: note)) }
        if let parent = model.parents.first(where: { $0.identifier == order.parent }) {
            lines += self.parent(parent)
        }
        return made("ORDER \(order.identifier)", lines)
    }

    /// The identity of a parent: what was requested is the sum of the parts below it.
    private func parent(_ parent: ParentView) -> [Line] {
        var lines = [
            Line(name: "", value: ""),
            Line(
                name: "parent",
                value: "#\(parent.identifier) \(OrderWords.side(parent.side).string) to \(price(parent.limit))"
            ),
            Line(name: "requested", value: size(parent.requested)),
            Line(name: "= filled", value: size(parent.filled)),
            Line(name: "+ working", value: size(parent.working)),
            Line(name: "+ canceled", value: size(parent.cancelled)),
            Line(name: "+ rejected", value: size(parent.rejected)),
            Line(name: "+ unknown", value: size(parent.unknown)),
            Line(name: "+ unallocated", value: size(parent.unallocated)),
        ]
        if let time = parent.deadlineIn {
            lines.append(Line(name: "rest", value: "sent again for \(Text(lasting: time).string), then left"))
        }
        for child in model.orders.filter({ $0.parent == parent.identifier }) {
            let venue = model.venue(child.venue)?.name ?? "?"
            let words = "\(venue) \(size(child.size)) @ \(price(child.price)) \(OrderWords.state(child.phase).string)"
            lines.append(Line(name: "child \(child.identifier)", value: words))
        }
        return lines
    }

    // MARK: - Log and feeds

    private var notice: DetailsView? {
        let notices = state.shownNotices(model)
        guard notices.indices.contains(state.selection.notice) else { return nil }
        let notice = notices[state.selection.notice]
        return made("LOG", [Line(name: Text(clock: notice.time).string + "Z", value: notice.text)])
    }

    private var feed: DetailsView? {
        guard model.venues.indices.contains(state.selection.feed) else { return nil }
        let venue = model.venues[state.selection.feed]
        var lines = [Line(name: "state", value: VenueStatus(venue).word.string)]
        if let sentence = VenueStatus(venue).sentence { lines.append(Line(name: "", value: sentence)) }
        if let delay = venue.delay {
            let words = "p50 \(Text(delay: delay.median).string), p99 \(Text(delay: delay.high).string)"
            lines.append(Line(name: "delay", value: words))
        }
        if let age = venue.age { lines.append(Line(name: "last message", value: Text(lasting: age).string + " ago")) }
        if let rate = venue.messagesPerSecond { lines.append(Line(name: "messages", value: "\(rate) a second")) }
        lines.append(Line(name: "gaps", value: "\(venue.gaps)"))
        lines.append(Line(name: "connections", value: "\(venue.tries) tries"))
        if let sequence = venue.sequence { lines.append(Line(name: "sequence", value: "\(sequence)")) }
        if let time = venue.roundTrip { lines.append(Line(name: "order round trip", value: Text(delay: time).string)) }
        if let offset = venue.clockOffset {
            lines.append(Line(name: "venue's clock", value: "\(offset.milliseconds) ms ahead of ours"))
        }
        lines.append(Line(name: "order path", value: words(venue.gate)))
        if let path = venue.orderPath { lines += words(path) }
        switch venue.deadMansSwitch {
        // Without an order path there is nothing to cancel.
        case .none where venue.gate == VenueGate.none: break
        case .none: lines.append(Line(name: "if we die", value: "nobody cancels"))
        case .venue: lines.append(Line(name: "if we die", value: "the venue cancels"))
        case .sentinel: lines.append(Line(name: "if we die", value: "the sentinel cancels"))
        }
        return made(venue.name, lines)
    }

    private func words(_ path: OrderPathView) -> [Line] {
        let left = "\(path.messages) of \(path.messageLimit) left, \(path.messagesKept) kept for cancels"
        var clock = "not measured"
        if let error = path.clockError, let age = path.clockAge {
            clock = "known to \(Text(delay: error).string), \(Text(lasting: age).string) ago"
        }
        return [Line(name: "its messages", value: left), Line(name: "its clock", value: clock)]
    }

    private func words(_ gate: VenueGate) -> String {
        switch gate {
        case .none: "none"
        case .open: "open"
        case .held(let hold): "held by \(hold.cause)"
        case .cancelOnly: "cancels only"
        case .draining: "draining"
        case .inDoubt: "closed until a doubt is settled"
        case .closed(let reason): "closed: \(reason)"
        }
    }

    // MARK: - Levels

    private func level(_ kind: BookKind) -> DetailsView? {
        let limit = FiveLevels<LevelView>.limit
        let row = state.selection.level
        let (side, depth): (Side, Int) = row < limit ? (.ask, limit - 1 - row) : (.bid, row - limit)
        let word = side == .ask ? "ask \(depth + 1)" : "bid \(depth + 1)"
        switch kind {
        case .venue(let index):
            guard model.venues.indices.contains(index) else { return nil }
            let venue = model.venues[index]
            guard venue.state.isLive, let level = venue.ladder.levels(side)[depth] else { return nil }
            var lines = [Line(name: word, value: "\(size(level.quantity)) @ \(price(level.price))")]
            if level.own.units > 0 { lines.append(Line(name: "our orders", value: size(level.own))) }
            return made(venue.name, lines)
        case .consumer:
            let levels = side == .ask ? model.consumer.asks : model.consumer.bids
            guard model.liveVenueCount > 0, let level = levels[depth] else { return nil }
            var lines = [Line(name: word, value: "\(size(level.total)) @ \(price(level.price))")]
            for venue in model.venues where level.parts[venue.venue].units > 0 {
                lines.append(Line(name: venue.name, value: size(level.parts[venue.venue])))
            }
            return made("CONSUMER", lines)
        case .trader:
            let quote = (side == .ask ? model.trader.asks : model.trader.bids)[depth]
            let lines = (quote.map { self.quote($0, word) } ?? []) + measures
            return lines.isEmpty ? nil : made("TRADER", lines)
        }
    }

    private func quote(_ quote: QuoteView, _ word: String) -> [Line] {
        var lines = [
            Line(name: word, value: "\(size(quote.size)) @ \(price(quote.price))"),
            Line(name: "filled", value: "\(size(quote.filled)), \(quote.filledPercent)%"),
        ]
        for child in quote.children {
            let doubt = child.isUnknown ? ", UNKNOWN" : ""
            let venue = model.venue(child.venue)?.name ?? "?"
            lines.append(Line(name: "child", value: "\(venue) \(size(child.size))\(doubt)"))
        }
        return lines
    }

    /// What the strategy goes by, whether it quotes or not.
    private var measures: [Line] {
        model.trader.strategy.measures.map { Line(name: $0.name, value: $0.value) }
    }

    private func size(_ quantity: Quantity) -> String {
        Text(quantity.units, model.instrument.quantity, decimals: model.instrument.quantity.decimals).string
    }

    private func price(_ price: Price) -> String {
        Text(price.units, model.instrument.price, decimals: model.instrument.price.decimals).string
    }
}
