public import Books
import Strategy

extension JournalEntry {
    /// The version in which this program writes a kind; it reads all versions up to it.
    static let textVersion = 1

    /// The word for its kind, as it stands in the file's column.
    public var kind: String {
        switch self {
        case .epoch: "epoch"
        case .matched: "matched"
        case .intent: "intent"
        case .evidence: "evidence"
        case .denied: "denied"
        case .cancelAsked: "cancel_asked"
        case .ended: "ended"
        case .mode: "mode"
        case .parameter: "parameter"
        case .limit: "limit"
        case .fence: "fence"
        case .checkpoint: "checkpoint"
        case .link: "link"
        case .alarm: "alarm"
        case .note: "note"
        case .reconciled: "reconciled"
        case .sealed: "sealed"
        case .nonce: "nonce"
        case .lost: "lost"
        case .end: "end"
        }
    }

    /// The words for all kinds.
    public static let kinds = [
        "epoch", "matched", "intent", "evidence", "denied", "cancel_asked", "ended", "mode", "parameter", "limit",
        "fence", "checkpoint", "link", "alarm", "note", "reconciled", "sealed", "nonce", "lost", "end",
    ]

    /// The entry as the text that is stored: JSON with its members in a fixed order.
    ///
    /// The times are in it so that the chain proves them too; the file's columns repeat them for queries.
    public func payload(at: MonotonicTime, wall: WallTime) -> [UInt8] {
        var writer = JournalWriter()
        writer.object { writer in
            writer.member("k", kind)
            writer.member("v", Self.textVersion)
            writer.member("at", at.nanoseconds)
            writer.member("wall", wall.nanoseconds)
            write(to: &writer)
        }
        return writer.bytes
    }

    /// Reads an entry from its text.
    public init(payload: [UInt8]) throws(JournalTextError) {
        try self.init(JournalFields(payload))
    }

    /// Reads an entry from its members.
    init(_ fields: JournalFields) throws(JournalTextError) {
        let kind = try fields.text("k")
        let version: Int = try fields.number("v")
        guard version <= Self.textVersion, let entry = try Self.read(kind, fields) else {
            throw .newer(kind: kind, version: version)
        }
        self = entry
    }

    // MARK: - Parts

    private func write(to writer: inout JournalWriter) {
        switch self {
        case .epoch(let epoch): epoch.write(to: &writer)
        case .matched(let match): match.write(to: &writer)
        case .intent(let intent): intent.write(to: &writer)
        case .evidence(let venue, let id, let evidence):
            writer.member("venue", venue)
            writer.member("order", id)
            evidence.write(to: &writer)
        case .denied(let request, let refusals):
            request.write(to: &writer)
            writer.member("refusals", refusals) { refusal, writer in writer.object { refusal.write(to: &$0) } }
        case .cancelAsked(let question): question.write(to: &writer)
        case .ended(let report): report.write(to: &writer)
        case .mode(let change): change.write(to: &writer)
        case .parameter(let change):
            writer.member("name", change.name)
            writer.member("before", change.before)
            writer.member("after", change.after)
        case .limit(let change):
            writer.member("name", word: change.name)
            writer.member("before", change.before)
            writer.member("after", change.after)
            writer.member("who", change.who)
        case .fence(let result): result.write(to: &writer)
        case .checkpoint(let checkpoint): checkpoint.write(to: &writer)
        case .link(let venue, let state):
            writer.member("venue", venue)
            state.write(to: &writer)
        case .alarm(let alarm): alarm.write(to: &writer)
        case .note(let text): writer.member("text", text)
        case .reconciled(let outcome): outcome.write(to: &writer)
        case .sealed(let venue, let id):
            writer.member("venue", venue)
            writer.member("order", id)
        case .nonce(let venue, let bound):
            writer.member("venue", venue)
            writer.member("below", bound)
        case .lost(let count): writer.member("count", count)
        case .end(let end): end.write(to: &writer)
        }
    }

    /// The entry of a kind; nil if there is no such kind.
    private static func read(_ kind: String, _ fields: JournalFields) throws(JournalTextError) -> JournalEntry? {
        switch kind {
        case "epoch": return .epoch(try JournalEpoch(fields))
        case "matched": return .matched(try JournalMatch(fields))
        case "intent": return .intent(try OrderIntent(fields))
        case "evidence": return .evidence(try fields.venue(), try fields.order(), try OrderEvidence(fields))
        case "denied":
            var refusals: [RiskRefusal] = []
            for refusal in try fields.list("refusals") { refusals.append(try RiskRefusal(refusal)) }
            return .denied(try OrderRequest(fields), refusals)
        case "cancel_asked": return .cancelAsked(try OrderQuestion(fields))
        case "ended": return .ended(try ParentReport(fields))
        case "mode": return .mode(try ModeChange(fields))
        case "parameter":
            return .parameter(
                ParameterChange(
                    name: try fields.text("name"),
                    before: try fields.text("before"),
                    after: try fields.text("after")
                )
            )
        case "limit":
            return .limit(
                LimitChange(
                    try fields.word("name"),
                    before: try fields.number("before"),
                    after: try fields.number("after"),
                    who: try fields.text("who")
                )
            )
        case "fence": return .fence(try FenceResult(fields))
        case "checkpoint": return .checkpoint(try LedgerCheckpoint(fields))
        case "link": return .link(try fields.venue(), try OrderLinkState(fields))
        case "alarm": return .alarm(try ExecutionAlarm(fields))
        case "note": return .note(try fields.text("text"))
        case "reconciled": return .reconciled(try Reconciliation(fields))
        case "sealed": return .sealed(try fields.venue(), try fields.order())
        case "nonce": return .nonce(try fields.venue(), try fields.number("below"))
        case "lost": return .lost(try fields.number("count"))
        case "end": return .end(try JournalEnd(fields))
        default: return nil
        }
    }
}
