import Books

/// Where orders are that Kraken is asked about.
extension KrakenExecution {
    /// How many pages of ended orders are looked through at most.
    private static var searchLimit: Int { 20 }
    /// How much earlier than an order's sending its trades are looked for.
    private static var tradesMargin: Int64 { 5_000_000_000 }
    /// What is said of a search in which an order may be hidden.
    private static var unreadableRow: String { "an order that cannot be read" }

    /// The order is there of which the venue has told its name, or it is not there any more.
    ///
    /// The name came from the gateway, and what the engine made of the order may never have been told.
    mutating func named(
        _ question: OrderQuestion,
        _ name: String,
        _ reply: KrakenReply,
        askedAt: MonotonicTime,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        if isUnknown(reply) {
            return absent([KrakenSearch.Wanted(question: question, askedAt: askedAt)], at: now, into: &effects)
        }
        guard let value = reply.result?[name], reply.isSuccess, let order = KrakenOrder(name, value, feed),
            order.id == question.id
        else { return failed(.namedOrder(question, name), reply.words, at: now, into: &effects) }
        tell(order, into: &effects)
    }

    /// Whether an answer says that there is no such order; one about another order says nothing.
    private func isUnknown(_ reply: KrakenReply) -> Bool {
        if reply.isSuccess, case .object(let members)? = reply.result { return members.isEmpty }
        if case .refused(let refusal) = KrakenVerdict(reply) { return refusal.kind == .notFound }
        return false
    }

    /// Tells all that an answer about a whole order says.
    private mutating func tell(_ order: KrakenOrder, into effects: inout ExecutionEffects) {
        orders.name(order.id, order.name)
        guard let id = order.id else { return }
        effects.events.append(.evidence(venue, id, .acknowledged(venueOrderID: order.name)))
        if let report = order.report { effects.events.append(.evidence(venue, id, .report(report))) }
    }

    /// The open orders are there: what is not among them is looked for among the ended ones.
    mutating func opened(
        _ search: KrakenSearch,
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, case .object(let members)? = reply.result?["open"] else {
            return failed(.searchOpen(search), reply.words, at: now, into: &effects)
        }
        guard let rest = missing(search, among: members, at: now, into: &effects) else {
            return failed(.searchOpen(search), Self.unreadableRow, at: now, into: &effects)
        }
        if !rest.wanted.isEmpty { self.search(rest, amongOpen: false, at: now, into: &effects) }
    }

    /// A page of ended orders is there.
    mutating func ended(
        _ search: KrakenSearch,
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, case .object(let members)? = reply.result?["closed"] else {
            return failed(.searchEnded(search), reply.words, at: now, into: &effects)
        }
        guard var rest = missing(search, among: members, at: now, into: &effects) else {
            return failed(.searchEnded(search), Self.unreadableRow, at: now, into: &effects)
        }
        guard !rest.wanted.isEmpty else { return }
        guard search.aim == .standing else {
            return effects.remark(venue, "Kraken does not know an order whose trades were asked for")
        }
        rest.rows += members.count
        rest.pages += 1
        if search.name == nil, !members.isEmpty, Int64(rest.rows) < reply.result?["count"]?.integer ?? 0 {
            guard rest.pages < Self.searchLimit else {
                return effects.remark(venue, "Kraken has too many ended orders to look through")
            }
            return ask(.searchEnded(rest), at: now, into: &effects)
        }
        absent(rest.wanted, at: now, into: &effects)
    }

    /// Tells of the orders that were found, and gives the search for the others; nil where a row may be one of those.
    ///
    /// The answer to a question by name has no rows but that order's.
    private mutating func missing(
        _ search: KrakenSearch,
        among members: [JSONValue.Member],
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) -> KrakenSearch? {
        var rest = search
        rest.wanted.removeAll { wanted in
            guard let order = KrakenOrder.first(members, wanted.question.id, feed) else { return false }
            found(wanted.question, search.aim, order, at: now, into: &effects)
            return true
        }
        guard !rest.wanted.isEmpty else { return rest }
        let isHidden = members.contains { row in search.name != nil || mayHide(rest.wanted, row) }
        return isHidden ? nil : rest
    }

    /// Whether a row of a list cannot be read, and neither its name nor its pair says that it is none of these orders.
    private func mayHide(_ wanted: [KrakenSearch.Wanted], _ row: JSONValue.Member) -> Bool {
        guard KrakenOrder(row.name, row.value, feed) == nil else { return false }
        if let text = row.value["cl_ord_id"]?.string, !text.isEmpty {
            return wanted.contains { $0.question.id == ClientOrderID(text) }
        }
        guard let assets, let pair = row.value["descr"]?["pair"]?.string else { return true }
        return assets.isPair(pair, of: feed.instrument)
    }

    /// Orders that the venue does not know: where it is wanted its trades are read as well, once for all of them.
    private mutating func absent(
        _ wanted: [KrakenSearch.Wanted],
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        var traders: [KrakenSearch.Wanted] = []
        for order in wanted {
            if order.question.wantsTrades, tradesFrom(order.question) != nil {
                traders.append(order)
            } else if let askedAt = order.askedAt {
                effects.events.append(.notFound(order.question, askedAt: askedAt, tradesWereRead: false))
            }
        }
        guard let since = earliest(of: traders) else { return }
        for index in waiting.indices {
            guard case .trades(var read) = waiting[index].job, case .absence(let others) = read.purpose, read.pages == 0
            else { continue }
            read.purpose = .absence(others + traders)
            read.since = min(read.since, since)
            waiting[index].job = .trades(read)
            return
        }
        ask(.trades(KrakenTradesRead(purpose: .absence(traders), since: since)), at: now, into: &effects)
    }

    private mutating func found(
        _ question: OrderQuestion,
        _ aim: KrakenSearch.Aim,
        _ order: KrakenOrder,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        tell(order, into: &effects)
        guard aim == .trades else { return }
        guard let since = tradesFrom(question) ?? order.openedAt.flatMap({ before($0) }) else {
            return effects.remark(venue, "Kraken did not say since when an order can have traded")
        }
        ask(.trades(KrakenTradesRead(purpose: .order(question, order.name), since: since)), at: now, into: &effects)
    }

    // MARK: - Together, and since when

    /// Looks for orders, together with those that wait to be looked for in the same list.
    mutating func search(
        _ search: KrakenSearch,
        amongOpen: Bool,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        func canJoin(_ other: KrakenSearch) -> Bool {
            other.aim == .standing && search.aim == .standing && other.pages == 0 && search.pages == 0
                && earliest(of: other.wanted + search.wanted) != nil
        }
        for index in waiting.indices {
            switch waiting[index].job {
            case .searchOpen(var other) where amongOpen && canJoin(other):
                other.wanted += search.wanted
                waiting[index].job = .searchOpen(other)
                return
            case .searchEnded(var other) where !amongOpen && canJoin(other):
                other.wanted += search.wanted
                waiting[index].job = .searchEnded(other)
                return
            default:
                continue
            }
        }
        ask(amongOpen ? .searchOpen(search) : .searchEnded(search), at: now, into: &effects)
    }

    /// From when on the first of some orders can have traded; nil where that is not known of all of them.
    func earliest(of wanted: [KrakenSearch.Wanted]) -> WallTime? {
        var earliest: WallTime?
        for order in wanted {
            guard let from = tradesFrom(order.question) else { return nil }
            earliest = earliest.map { min($0, from) } ?? from
        }
        return earliest
    }

    /// From when on an order can have traded; nil where its intent is older than all that is known here.
    func tradesFrom(_ question: OrderQuestion) -> WallTime? {
        guard let sent = orders.sent(question.id) else { return question.since ?? tradesFloor }
        return before(sent.venueTime)
    }

    /// A little before a time.
    func before(_ time: WallTime) -> WallTime? {
        let start = time.nanoseconds.subtractingReportingOverflow(Self.tradesMargin)
        return start.overflow ? nil : WallTime(nanoseconds: start.partialValue)
    }
}
