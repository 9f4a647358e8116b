import Books
import Strategy

extension Reconciliation {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("trades_since", tradesSince?.nanoseconds)
        writer.member("asked", askedAt.nanoseconds)
        writer.member("open_orders", openOrders)
        writer.member("orphans", orphans) { id, writer in writer.text(id.text) }
        writer.member("foreign_orders", foreignOrders)
        writer.member("differences", differences) { difference, writer in
            writer.object { writer in
                writer.member("asset", difference.asset)
                writer.member("expected", difference.expected)
                writer.member("found", difference.found)
            }
        }
        writer.member("opening_base", opening?.base)
        writer.member("opening_quote", opening?.quote)
        writer.member("accepted", flag: isAccepted)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var orphans: [ClientOrderID] = []
        for text in try fields.texts("orphans") {
            guard let id = ClientOrderID(text) else { throw .unusable("orphans") }
            orphans.append(id)
        }
        var differences: [Difference] = []
        for difference in try fields.list("differences") {
            differences.append(
                Difference(
                    asset: try difference.text("asset"),
                    expected: try difference.number("expected"),
                    found: try difference.number("found")
                )
            )
        }
        let base: Int128? = try fields.numberIfAny("opening_base")
        let quote: Int128? = try fields.numberIfAny("opening_quote")
        var opening: AccountOpening?
        if let base, let quote { opening = AccountOpening(base: base, quote: quote) }
        let since: Int64? = try fields.numberIfAny("trades_since")
        self.init(
            venue: try fields.venue(),
            tradesSince: since.map(WallTime.init(nanoseconds:)),
            askedAt: WallTime(nanoseconds: try fields.number("asked")),
            openOrders: try fields.number("open_orders"),
            orphans: orphans,
            foreignOrders: try fields.number("foreign_orders"),
            differences: differences,
            opening: opening,
            isAccepted: try fields.flag("accepted")
        )
    }
}

extension ModeChange {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("from", word: from)
        writer.member("to", word: to)
        writer.member("who", who)
        writer.member("why", why)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        let slot: Int? = try fields.numberIfAny("venue")
        self.init(
            venue: slot == nil ? nil : try fields.venue(),
            from: try fields.word("from"),
            to: try fields.word("to"),
            who: try fields.text("who"),
            why: try fields.text("why")
        )
    }
}

extension FenceResult {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("order", id)
        writer.member("phase", word: phase)
        writer.member("questions", questions)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(
            venue: try fields.venue(),
            id: try fields.order(),
            phase: try fields.word("phase"),
            questions: try fields.number("questions")
        )
    }
}

extension JournalEnd {
    func write(to writer: inout JournalWriter) {
        writer.member("exit", exitCode)
        writer.member("open_orders", openOrders)
        writer.member("why", why)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(
            exitCode: try fields.number("exit"),
            openOrders: try fields.number("open_orders"),
            why: try fields.text("why")
        )
    }
}
