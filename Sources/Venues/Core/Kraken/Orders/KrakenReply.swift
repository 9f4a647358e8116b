import Books

/// An answer of Kraken's, the same whether it came over the stream or by REST.
struct KrakenReply: Sendable, Equatable {
    /// The status of HTTP; 200 for what came over the stream.
    let status: Int
    /// What was asked for; nil where it was refused, or where the answer cannot be read.
    let result: JSONValue?
    /// The venue's words for what went wrong; empty where nothing did.
    let error: String
    /// Whether the venue says that it did what was asked for.
    let isSuccess: Bool
    /// How long the venue wants to be left alone, if it said so.
    let pause: TimeSpan?

    /// When the venue's gateway took the request in, by its clock.
    let receivedAt: WallTime?

    /// What went wrong, for a person.
    var words: String {
        error.isEmpty
            ? (status == 200 ? "an answer that cannot be read" : "HTTP status \(status)") : WireText.clean(error)
    }

    /// Reads an answer that came over the stream.
    init(frame: JSONValue) {
        status = 200
        let success = frame["success"]?.bool
        isSuccess = success == true
        result = frame["result"]
        error = success == false ? frame["error"]?.string ?? "no reason given" : ""
        pause = nil
        receivedAt = TradeTime.text(frame["time_in"]?.string)
    }

    /// Reads an answer by REST: its status is 200 even for errors, and a warning is none.
    init(_ answer: HTTPAnswer) {
        let body = answer.status == 200 ? PrivateJSON.parse(answer.body.span) : nil
        let errors = body?["error"]?.array?.compactMap(\.string)
        let first = errors?.first { !$0.hasPrefix("W") }
        status = answer.status
        result = body?["result"]
        error = first ?? ""
        isSuccess = errors != nil && first == nil && body?["result"] != nil
        pause = RetryAfter.span(answer.headers)
        receivedAt = nil
    }
}
