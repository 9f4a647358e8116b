import Books

/// An answer of Binance's, the same whether it came over the stream or by REST.
struct BinanceReply: Sendable, Equatable {
    /// The status of HTTP, which the WebSocket API uses too.
    let status: Int
    /// What was asked for; nil where it was refused, or where the answer cannot be read.
    let result: JSONValue?
    /// The venue's number for what went wrong.
    let code: Int64?
    /// The venue's words for it.
    let message: String
    /// How long the venue wants to be left alone, if it said so.
    let pause: TimeSpan?

    /// Whether what was asked for is there.
    var isSuccess: Bool { (200...299).contains(status) && result != nil }
    /// Whether it says that all went well and yet cannot be read.
    var isUnreadable: Bool { (200...299).contains(status) && result == nil }

    /// The code and the words, for a person.
    var words: String {
        let text = WireText.clean(message.isEmpty ? "no reason given" : message)
        return code.map { "\($0) \(text)" } ?? "HTTP status \(status): \(text)"
    }

    /// Reads an answer of the WebSocket API.
    init(frame: JSONValue, now: WallTime) {
        status = frame["status"]?.integer.flatMap { Int(exactly: $0) } ?? 0
        result = frame["result"]
        let error = frame["error"]
        code = error?["code"]?.integer
        message = error?["msg"]?.string ?? ""
        // The WebSocket API says until when, in milliseconds of its clock, and mostly what that clock showed: the
        // difference holds also where that clock has not been measured.
        let data = error?["data"]
        let start = TradeTime.milliseconds(data?["serverTime"]?.integer) ?? now
        pause = TradeTime.milliseconds(data?["retryAfter"]?.integer).map { until in
            let span = until.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
            return span.overflow ? .zero : min(max(TimeSpan(nanoseconds: span.partialValue), .zero), Self.longestPause)
        }
    }

    /// Reads an answer by REST.
    init(_ answer: HTTPAnswer) {
        let body = PrivateJSON.parse(answer.body.span)
        status = answer.status
        result = answer.status == 200 ? body : nil
        code = answer.status == 200 ? nil : body?["code"]?.integer
        message = answer.status == 200 ? "" : body?["msg"]?.string ?? ""
        pause = RetryAfter.span(answer.headers)
    }

    /// Three days, the longest ban.
    private static let longestPause = TimeSpan.seconds(259_200)
}
