import Books

extension OrderEvidence {
    /// The word for what was said.
    var word: String {
        switch self {
        case .intent: "intent"
        case .denied: "denied"
        case .sendStarted: "send_started"
        case .notStarted: "not_started"
        case .ambiguous: "ambiguous"
        case .acknowledged: "acknowledged"
        case .rejected: "rejected"
        case .fill: "fill"
        case .report: "report"
        case .cancelRequested: "cancel_requested"
        case .cancelRejected: "cancel_rejected"
        case .notFound: "not_found"
        }
    }

    func write(to writer: inout JournalWriter) {
        writer.member("says", word)
        switch self {
        case .intent, .denied, .sendStarted: break
        case .notStarted(let reason): writer.member("reason", word: reason)
        case .ambiguous(let reason): writer.member("reason", word: reason)
        case .acknowledged(let name): writer.member("venue_order", name)
        case .rejected(let refusal): refusal.write(to: &writer)
        case .fill(let fill): fill.write(to: &writer)
        case .report(let report):
            writer.member("status", word: report.status)
            writer.member("cumulative", report.cumulative.units)
        case .cancelRequested(let number): writer.member("number", number)
        case .cancelRejected(let number, let refusal):
            writer.member("number", number)
            refusal.write(to: &writer)
        case .notFound(let number, let when):
            writer.member("number", number)
            writer.member("when", word: when)
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        switch try fields.text("says") {
        case "intent": self = .intent
        case "denied": self = .denied
        case "send_started": self = .sendStarted
        case "not_started": self = .notStarted(try fields.word("reason"))
        case "ambiguous": self = .ambiguous(try fields.word("reason"))
        case "acknowledged": self = .acknowledged(venueOrderID: try fields.text("venue_order"))
        case "rejected": self = .rejected(try OrderRefusal(fields))
        case "fill": self = .fill(try OrderFill(fields))
        case "report":
            let cumulative = Quantity(units: try fields.number("cumulative"))
            self = .report(OrderReport(try fields.word("status"), cumulative: cumulative))
        case "cancel_requested": self = .cancelRequested(number: try fields.number("number"))
        case "cancel_rejected":
            self = .cancelRejected(number: try fields.number("number"), try OrderRefusal(fields))
        case "not_found": self = .notFound(number: try fields.number("number"), try fields.word("when"))
        default: throw .unusable("says")
        }
    }
}

extension OrderRefusal {
    func write(to writer: inout JournalWriter) {
        writer.member("reason", word: kind)
        writer.member("text", text)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        self.init(try fields.word("reason"), try fields.text("text"))
    }
}

extension OrderFill {
    func write(to writer: inout JournalWriter) {
        writer.member("trade", trade.text)
        writer.member("quantity", quantity.units)
        writer.member("price", price.units)
        writer.member("fee", fee.units)
        switch fee.asset {
        case .base: writer.member("fee_in", "base")
        case .quote: writer.member("fee_in", "quote")
        case .other(let name):
            writer.member("fee_in", "other")
            writer.member("fee_asset", name)
        }
        writer.member("traded", exchangeTime?.nanoseconds)
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        let asset: FeeAsset
        switch try fields.text("fee_in") {
        case "base": asset = .base
        case "quote": asset = .quote
        case "other": asset = .other(try fields.text("fee_asset"))
        default: throw .unusable("fee_in")
        }
        let traded: Int64? = try fields.numberIfAny("traded")
        self.init(
            trade: TradeID(try fields.text("trade")),
            quantity: Quantity(units: try fields.number("quantity")),
            price: Price(units: try fields.number("price")),
            fee: Fee(asset: asset, units: try fields.number("fee")),
            exchangeTime: traded.map(WallTime.init(nanoseconds:))
        )
    }
}
