import Books
import Strategy

extension ExecutionAlarm {
    /// The word for what happened.
    var word: String {
        switch self {
        case .overfilled: "overfilled"
        case .contradiction: "contradiction"
        case .conflict: "conflict"
        case .vanished: "vanished"
        case .lateFill: "late_fill"
        case .notBooked: "not_booked"
        case .orphan: "orphan"
        case .impossibleStep: "impossible_step"
        }
    }

    /// The order that it is about.
    var order: ClientOrderID {
        switch self {
        case .overfilled(let id), .contradiction(let id), .conflict(let id), .vanished(let id), .orphan(let id): id
        case .lateFill(let id, _), .notBooked(let id, _): id
        case .impossibleStep(let id, _, _): id
        }
    }

    func write(to writer: inout JournalWriter) {
        writer.member("alarm", word)
        writer.member("order", order)
        switch self {
        case .overfilled, .contradiction, .conflict, .vanished, .orphan: break
        case .lateFill(_, let trade), .notBooked(_, let trade): writer.member("trade", trade.text)
        case .impossibleStep(_, let from, let to):
            writer.member("from", word: from)
            writer.member("to", word: to)
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        let id = try fields.order()
        switch try fields.text("alarm") {
        case "overfilled": self = .overfilled(id)
        case "contradiction": self = .contradiction(id)
        case "conflict": self = .conflict(id)
        case "vanished": self = .vanished(id)
        case "late_fill": self = .lateFill(id, TradeID(try fields.text("trade")))
        case "not_booked": self = .notBooked(id, TradeID(try fields.text("trade")))
        case "orphan": self = .orphan(id)
        case "impossible_step": self = .impossibleStep(id, from: try fields.word("from"), to: try fields.word("to"))
        default: throw .unusable("alarm")
        }
    }
}
