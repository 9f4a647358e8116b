import Books
import Strategy

extension OrderRequest {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("order", id)
        writer.member("side", word: side)
        writer.member("limit", limit.units)
        writer.member("quantity", quantity.units)
        writer.member("tif", word: timeInForce)
        writer.member("expires_monotonic", expiresAt.nanoseconds)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(
            id: try fields.order(),
            venue: try fields.venue(),
            side: try fields.word("side"),
            limit: Price(units: try fields.number("limit")),
            quantity: Quantity(units: try fields.number("quantity")),
            timeInForce: try fields.word("tif"),
            expiresAt: MonotonicTime(nanoseconds: try fields.number("expires_monotonic"))
        )
    }
}

extension OrderIntent {
    func write(to writer: inout JournalWriter) {
        request.write(to: &writer)
        writer.member("expires", expiresAt.nanoseconds)
        writer.member("fence", fencePassesAt.nanoseconds)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(
            request: try OrderRequest(fields),
            expiresAt: WallTime(nanoseconds: try fields.number("expires")),
            fencePassesAt: WallTime(nanoseconds: try fields.number("fence"))
        )
    }
}

extension OrderQuestion {
    func write(to writer: inout JournalWriter) {
        writer.member("venue", venue)
        writer.member("order", id)
        writer.member("number", number)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(id: try fields.order(), venue: try fields.venue(), number: try fields.number("number"))
    }
}

extension RiskRefusal {
    func write(to writer: inout JournalWriter) {
        writer.member("code", word: code)
        writer.member("venue", venue)
        writer.member("value", value)
        writer.member("bound", bound)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(
            try fields.word("code"),
            try fields.venue(),
            value: try fields.number("value"),
            bound: try fields.number("bound")
        )
    }
}
