import Books

/// What holds at the moment and a person should know first, with what can be done about it.
struct StandingWords {
    private let model: ConsoleViewModel

    /// The words for `model`.
    init(_ model: ConsoleViewModel) {
        self.model = model
    }

    /// The sentences, longest first, and their role; nothing while nothing is wrong.
    var first: (wordings: [String], role: Role)? {
        switch model.execution {
        case .killed(let kill): return (killed(kill), isConfirmed(kill) ? .text : .healthDown)
        case .hold(let hold) where model.liveVenueCount > 0:
            return (hold.endsByItself ? closed(hold) : held(hold), .text)
        case .reducing(let hold) where model.liveVenueCount > 0: return (reducing(hold), .text)
        case .none, .run, .part, .reducing, .hold: break
        }
        if let outage = outage { return (outage, .text) }
        if let doubt = model.doubts.first { return (words(doubt), .text) }
        if case .part = model.execution, let venue = model.venues.first(where: isClosed) {
            return (closed(venue), .text)
        }
        if let parent = model.parents.first(where: { $0.deadlineIn != nil }) { return (rest(parent), .text) }
        return nil
    }

    private func isConfirmed(_ kill: KillView) -> Bool {
        kill.venues.allSatisfy(\.isConfirmed)
    }

    /// A kill is never reported bare: how many cancels were acknowledged, or which venue has not confirmed.
    private func killed(_ kill: KillView) -> [String] {
        let time = Text(clock: kill.since).string
        guard isConfirmed(kill) else {
            let parts = kill.venues.filter { !$0.isConfirmed }.map { part in
                "\(model.venue(part.venue)?.name ?? "?") NOT CONFIRMED for \(Text(lasting: part.elapsed).string)"
            }
            let list = parts.joined(separator: ", ")
            return ["KILLED \(time)Z: \(list). Nothing sends until :rearm", "KILLED: \(list)"]
        }
        let words = AccountWords(model)
        let acked = words.cancels(kill).string
        return [
            "KILLED \(time)Z: \(acked), \(words.unknown.string). Type :rearm to clear; it asks first and leaves MM off.",
            "\(time) KILLED by \(kill.cause). \(acked). Nothing sends until :rearm",
            "KILLED. \(acked). :rearm clears",
        ]
    }

    private func held(_ hold: HoldView) -> [String] {
        let time = Text(clock: hold.since).string
        let age = Text(stopwatch: hold.elapsed).string
        return [
            "PAUSED by \(hold.cause) for \(age): new orders are blocked, books stay live. Space resumes (asks first).",
            "\(time) PAUSED by \(hold.cause) for \(age). New orders are blocked. Space resumes.",
            "PAUSED by \(hold.cause) for \(age). Space resumes.",
            "PAUSED for \(age). Space resumes.",
        ]
    }

    private func reducing(_ hold: HoldView) -> [String] {
        let age = Text(stopwatch: hold.elapsed).string
        return [
            "REDUCING by \(hold.cause) for \(age): only orders that make the position smaller. :run ends it (asks), "
                + "Space holds.",
            "REDUCING by \(hold.cause) for \(age). :run ends it (asks), Space holds.",
            "REDUCING for \(age). :run ends it.",
        ]
    }

    private func isClosed(_ venue: VenueView) -> Bool {
        venue.state.isLive && GateWords.reason(venue.gate) != nil
    }

    /// Why orders do not go to one venue, and who can change that.
    private func closed(_ venue: VenueView) -> [String] {
        let words = "\(venue.name) takes no orders: \(GateWords.reason(venue.gate) ?? "")"
        switch venue.gate {
        case .held, .cancelOnly, .draining: return ["\(words). :venue \(venue.name) resume opens it.", words]
        case .none, .open, .inDoubt, .closed: return [words]
        }
    }

    /// Books are live and no venue takes orders: which, why, and that nobody has to do anything.
    private func closed(_ hold: HoldView) -> [String] {
        let age = Text(stopwatch: hold.elapsed).string
        let reasons = model.venues.compactMap { venue in
            GateWords.reason(venue.gate).map { "\(venue.name) \($0)" }
        }
        let list = reasons.joined(separator: "; ")
        return [
            "no venue takes orders for \(age): \(list). Orders go again by themselves; Space holds.",
            "no venue takes orders for \(age): \(list)",
            "no venue takes orders for \(age). Space holds.",
        ]
    }

    /// Which venues are not live, why, and what that means for orders.
    private var outage: [String]? {
        let gone = model.venues.filter { !$0.state.isLive }
        guard let first = gone.first else { return nil }
        let sentences = gone.compactMap { VenueStatus($0).sentence }.joined(separator: "; ")
        if model.liveVenueCount == 0, gone.count > 1 {
            let names = gone.map(\.name).joined(separator: ", ")
            return [
                sentences + ". r retries \(first.name) now, Space holds all.",
                "no market: \(names) not live, so nothing is sent. r retries now.",
                "no market: no venue is live. r retries now.",
            ]
        }
        guard gone.count == 1, case .down(let outage) = first.state else { return [sentences] }
        let isInDoubt = model.doubts.contains { $0.venue == first.venue }
        let others = model.venues.filter(\.state.isLive).map(\.name).joined(separator: ", ")
        guard isInDoubt, model.trader.strategy.state == .quoting, !others.isEmpty else {
            return [
                "\(sentences): its size left the consumer book. r retries now, Space holds all.",
                "\(first.name) is down: \(outage.reason). r retries now, Space holds all.",
                "\(first.name) is down: its size left the book. r retries now, Space holds all.",
                "\(first.name) is down. r retries now.",
            ]
        }
        return [
            "\(first.name) is down: its orders are unknown, quoting continues on \(others) only. "
                + "Press r to retry now, Space to hold all.",
            "\(first.name) is down: its orders are unknown. r retries now, Space holds all.",
            sentences,
        ]
    }

    /// What is left of a match, and for how long something is still done about it.
    private func rest(_ parent: ParentView) -> [String] {
        let format = model.instrument.quantity
        func size(_ quantity: Quantity) -> String {
            Text(quantity.units, format, decimals: min(format.decimals, 4)).string
        }
        let rest = Quantity(
            units: parent.requested.units.subtractingReportingOverflow(parent.filled.units).partialValue
        )
        let time = parent.deadlineIn.map { Text(lasting: $0).string } ?? "?"
        let short = "#\(parent.identifier) \(OrderWords.side(parent.side).string): rest \(size(rest)) for \(time) more"
        return [
            "#\(parent.identifier) \(OrderWords.side(parent.side).string): \(size(parent.filled)) of "
                + "\(size(parent.requested)) filled, the rest is sent again for \(time), then left",
            short,
        ]
    }

    private func words(_ doubt: DoubtView) -> [String] {
        let name = model.venue(doubt.venue)?.name ?? "?"
        let format = model.instrument.quantity
        let sides = [("buy", doubt.buying), ("sell", doubt.selling)].filter { $0.1.units > 0 }.map { side, size in
            "\(side) \(Text(size.units, format, decimals: min(format.decimals, 4)).string)"
        }
        let end = doubt.endsIn.map { ", settled in \(Text(lasting: $0).string) at most" } ?? ""
        let step = doubt.step.isEmpty ? "" : ": \(doubt.step)"
        let age = Text(lasting: doubt.elapsed).string
        let orders = doubt.orders == 1 ? "1 order" : "\(doubt.orders) orders"
        let short = "\(name): \(orders) in doubt for \(age), \(sides.joined(separator: " "))"
        return [short + end + step, short + end, short]
    }
}
