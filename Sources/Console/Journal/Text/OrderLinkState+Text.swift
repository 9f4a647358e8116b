import Books

extension OrderLinkState {
    func write(to writer: inout JournalWriter) {
        switch self {
        case .connecting: writer.member("state", "connecting")
        case .ready: writer.member("state", "ready")
        case .down(let reason, let attempt, let retryAt):
            writer.member("state", "down")
            reason.write(to: &writer)
            writer.member("attempt", attempt)
            writer.member("retry_monotonic", retryAt.nanoseconds)
        case .barred(let until):
            writer.member("state", "barred")
            writer.member("until_monotonic", until.nanoseconds)
        case .refused(let words):
            writer.member("state", "refused")
            writer.member("text", words)
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        switch try fields.text("state") {
        case "connecting": self = .connecting
        case "ready": self = .ready
        case "down":
            self = .down(
                try DownReason(fields),
                attempt: try fields.number("attempt"),
                retryAt: MonotonicTime(nanoseconds: try fields.number("retry_monotonic"))
            )
        case "barred": self = .barred(until: MonotonicTime(nanoseconds: try fields.number("until_monotonic")))
        case "refused": self = .refused(try fields.text("text"))
        default: throw .unusable("state")
        }
    }
}

extension DownReason {
    func write(to writer: inout JournalWriter) {
        switch self {
        case .transport(let text):
            writer.member("reason", "transport")
            writer.member("text", text)
        case .closedByVenue(let text):
            writer.member("reason", "closed_by_venue")
            writer.member("text", text)
        case .silence(let span):
            writer.member("reason", "silence")
            writer.member("span", span.nanoseconds)
        case .unreadable(let text):
            writer.member("reason", "unreadable")
            writer.member("text", text)
        case .refused(let text):
            writer.member("reason", "refused")
            writer.member("text", text)
        }
    }

    init(_ fields: JournalFields) throws(JournalTextError) {
        switch try fields.text("reason") {
        case "transport": self = .transport(try fields.text("text"))
        case "closed_by_venue": self = .closedByVenue(try fields.text("text"))
        case "silence": self = .silence(TimeSpan(nanoseconds: try fields.number("span")))
        case "unreadable": self = .unreadable(try fields.text("text"))
        case "refused": self = .refused(try fields.text("text"))
        default: throw .unusable("reason")
        }
    }
}
