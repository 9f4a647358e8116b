import Books
import Strategy

extension JournalMatch {
    func write(to writer: inout JournalWriter) {
        writer.member("match", number)
        writer.member("quote", quote.number)
        writer.member("side", word: side)
        writer.member("quantity", quantity.units)
        writer.member("limit_all_in", limit.units)
        writer.member("mid_doubled", decisionMid?.doubled)
        let used = (0..<VenueID.limit).map(VenueID.init(slot:)).filter { books[$0] != nil }
        writer.member("books", used) { venue, writer in
            writer.object { writer in
                writer.member("venue", venue)
                writer.member("update", books[venue])
            }
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var books = BookVersions()
        for book in try fields.list("books") {
            let update: UInt64 = try book.number("update")
            books[try book.venue()] = update
        }
        let doubled: Int64? = try fields.numberIfAny("mid_doubled")
        self.init(
            number: try fields.number("match"),
            quote: QuoteID(number: try fields.number("quote")),
            side: try fields.word("side"),
            quantity: Quantity(units: try fields.number("quantity")),
            limit: AllInPrice(units: try fields.number("limit_all_in")),
            decisionMid: doubled.map(Mid.init(doubled:)),
            books: books
        )
    }
}

extension ParentReport {
    func write(to writer: inout JournalWriter) {
        writer.member("match", number)
        writer.member("quote", quote.number)
        writer.member("side", word: side)
        writer.member("phase", word: phase)
        writer.member("account") { account.write(to: &$0) }
        writer.member("notional", notional.units)
        writer.member("filled", filled.units)
        writer.member("slippage", slippage)
        writer.member("arrival_slippage", arrivalSlippage)
        writer.member("effective_spread", effectiveSpread)
        writer.member("fill_ratio", fillRatio)
        writer.member("time_to_fill", timeToFill?.nanoseconds)
        writer.member("children", children) { child, writer in writer.object { child.write(to: &$0) } }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        var children: [ChildReport] = []
        for child in try fields.list("children") { children.append(try ChildReport(child)) }
        let timeToFill: Int64? = try fields.numberIfAny("time_to_fill")
        self.init(
            number: try fields.number("match"),
            quote: QuoteID(number: try fields.number("quote")),
            side: try fields.word("side"),
            phase: try fields.word("phase"),
            account: try ParentAccount(try fields.fields("account")),
            notional: Notional(units: try fields.number("notional")),
            filled: Quantity(units: try fields.number("filled")),
            slippage: try fields.numberIfAny("slippage"),
            arrivalSlippage: try fields.numberIfAny("arrival_slippage"),
            effectiveSpread: try fields.numberIfAny("effective_spread"),
            fillRatio: try fields.number("fill_ratio"),
            timeToFill: timeToFill.map(TimeSpan.init(nanoseconds:)),
            children: children
        )
    }
}

extension ParentAccount {
    func write(to writer: inout JournalWriter) {
        writer.member("requested", requested.units)
        writer.member("filled", filled.units)
        writer.member("working", working.units)
        writer.member("cancelled", cancelled.units)
        writer.member("rejected", rejected.units)
        writer.member("unknown", unknown.units)
        writer.member("unallocated", unallocated.units)
        writer.member("surplus", surplus.units)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init()
        requested.units = try fields.number("requested")
        filled.units = try fields.number("filled")
        working.units = try fields.number("working")
        cancelled.units = try fields.number("cancelled")
        rejected.units = try fields.number("rejected")
        unknown.units = try fields.number("unknown")
        unallocated.units = try fields.number("unallocated")
        surplus.units = try fields.number("surplus")
    }
}

extension ChildReport {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("phase", word: phase)
        writer.member("ordered", ordered.units)
        writer.member("filled", filled.units)
        writer.member("answer_time", answerTime?.nanoseconds)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        let answerTime: Int64? = try fields.numberIfAny("answer_time")
        self.init(
            venue: try fields.venue(),
            phase: try fields.word("phase"),
            ordered: Quantity(units: try fields.number("ordered")),
            filled: Quantity(units: try fields.number("filled")),
            answerTime: answerTime.map(TimeSpan.init(nanoseconds:))
        )
    }
}
