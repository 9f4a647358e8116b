import Books
import Strategy

/// Entries as lines for a person: `12 12:00:01.5 intent …`; it knows the instrument and the venues from the last start.
public struct JournalLine {
    private var epoch: JournalEpoch?

    /// Lines of a file from its beginning.
    public init() {}

    /// Takes in an entry that is not shown.
    public mutating func pass(_ entry: JournalEntry) {
        if case .epoch(let epoch) = entry { self.epoch = epoch }
    }

    /// The line of a record.
    public mutating func text(_ record: JournalRecord, _ entry: JournalEntry) -> String {
        pass(entry)
        let kind = entry.kind + String(repeating: " ", count: max(1, 13 - entry.kind.count))
        return "\(record.sequence) \(JournalNumbers.time(record.wall)) \(kind)\(words(entry))"
    }

    // MARK: - Parts

    private func words(_ entry: JournalEntry) -> String {
        switch entry {
        case .epoch(let epoch):
            let from = epoch.continues.map { ", goes on from \(plain($0.file)) record \($0.sequence)" } ?? ""
            return "start \(epoch.number) of \(plain(epoch.instrument.name)) at "
                + epoch.venues.map(plain).joined(separator: ", ")
                + ", build \(plain(epoch.build)), configuration \(plain(epoch.configuration))" + from
        case .matched(let match):
            return "match \(match.number) for quote \(match.quote.number): \(match.side.word) "
                + "\(quantity(match.quantity)) at \(allIn(match.limit.units)) or better, fees included"
                + (match.decisionMid.map { ", mid \(mid($0.doubled))" } ?? "")
        case .intent(let intent):
            return order(intent.request) + ", until \(JournalNumbers.time(intent.expiresAt)), fence "
                + JournalNumbers.time(intent.fencePassesAt)
        case .evidence(let venue, let id, let evidence): return "\(name(venue)) \(id.text) \(words(evidence))"
        case .denied(let request, let refusals):
            return order(request) + " because of "
                + refusals.map { refusal in
                    refusal.value == 0 && refusal.bound == 0
                        ? refusal.code.rawValue : "\(refusal.code.rawValue) (\(refusal.value), bound \(refusal.bound))"
                }.joined(separator: ", ")
        case .cancelAsked(let question):
            return "\(name(question.venue)) \(question.id.text), request \(question.number)"
        case .ended(let report): return words(report)
        case .mode(let change):
            return (change.venue.map { name($0) + " " } ?? "") + "\(change.from.rawValue) -> \(change.to.rawValue) by "
                + plain(change.who) + (change.why.isEmpty ? "" : ": \(plain(change.why))")
        case .parameter(let change): return "\(plain(change.name)) \(plain(change.before)) -> \(plain(change.after))"
        case .limit(let change):
            return "\(change.name.rawValue) \(change.before) -> \(change.after) by \(plain(change.who))"
        case .fence(let result):
            return "\(name(result.venue)) \(result.id.text) is \(result.phase.word) after \(result.questions) questions"
        case .checkpoint(let checkpoint): return words(checkpoint)
        case .link(let venue, let state): return "\(name(venue)) \(words(state))"
        case .alarm(let alarm): return words(alarm)
        case .note(let text): return plain(text)
        case .reconciled(let outcome): return words(outcome)
        case .sealed(let venue, let id): return "\(name(venue)) \(id.text)"
        case .nonce(let venue, let bound): return "\(name(venue)) below \(bound)"
        case .lost(let count): return "\(count) entries could not be written"
        case .end(let end):
            return "exit \(end.exitCode), \(end.openOrders) orders open"
                + (end.why.isEmpty ? "" : ": \(plain(end.why))")
        }
    }

    private func words(_ evidence: OrderEvidence) -> String {
        switch evidence {
        case .intent, .denied, .sendStarted: evidence.word
        case .notStarted(let reason): "not_started: \(reason.word)"
        case .ambiguous(let reason): "ambiguous: \(reason.word)"
        case .acknowledged(let name): "acknowledged as \(plain(name))"
        case .rejected(let refusal): "rejected: \(refusal.kind.word) \(plain(refusal.text))"
        case .fill(let fill):
            "fill \(plain(fill.trade.text)): \(quantity(fill.quantity)) at \(price(fill.price)), fee \(fee(fill.fee))"
        case .report(let report): "report: \(report.status.word), \(quantity(report.cumulative)) traded"
        case .cancelRequested(let number): "cancel_requested \(number)"
        case .cancelRejected(let number, let refusal):
            "cancel_rejected \(number): \(refusal.kind.word) \(plain(refusal.text))"
        case .notFound(let number, let when): "not_found \(number) \(when.word)"
        }
    }

    private func words(_ report: ParentReport) -> String {
        var text =
            "match \(report.number): \(report.phase.word), \(report.side.word) \(quantity(report.filled)) of "
            + quantity(report.account.requested)
        if let average = numbers?.average(report.notional, report.filled, report.side) { text += " at \(average)" }
        if let slippage = report.slippage { text += ", slippage \(JournalNumbers.basisPoints(slippage)) bp" }
        if let span = report.timeToFill { text += ", in \(JournalNumbers.milliseconds(span)) ms" }
        return text
    }

    private func words(_ checkpoint: LedgerCheckpoint) -> String {
        let holding = checkpoint.holding
        guard let numbers else { return "position \(holding.position)" }
        return "position \(numbers.base(holding.position)), cost \(numbers.quote(holding.cost)), realised "
            + numbers.quote(holding.realised) + ", fills \(checkpoint.accounts.reduce(0) { $0 &+ $1.fills })"
    }

    private func words(_ state: OrderLinkState) -> String {
        switch state {
        case .connecting: "connecting"
        case .ready: "ready"
        case .down(let reason, let attempt, _): "down (\(words(reason))), attempt \(attempt)"
        case .barred: "barred"
        case .refused(let words): "refused: \(plain(words))"
        }
    }

    private func words(_ reason: DownReason) -> String {
        switch reason {
        case .transport(let text), .closedByVenue(let text), .unreadable(let text), .refused(let text): plain(text)
        case .silence(let span): "silent for \(JournalNumbers.milliseconds(span)) ms"
        }
    }

    private func words(_ alarm: ExecutionAlarm) -> String {
        let about = "\(alarm.word) \(alarm.order.text)"
        return switch alarm {
        case .overfilled, .contradiction, .conflict, .vanished, .orphan: about
        case .lateFill(_, let trade), .notBooked(_, let trade): "\(about) trade \(plain(trade.text))"
        case .impossibleStep(_, let from, let to): "\(about) \(from.word) -> \(to.word)"
        }
    }

    private func words(_ outcome: Reconciliation) -> String {
        var text = "\(name(outcome.venue)): \(outcome.openOrders) open, \(outcome.foreignOrders) foreign"
        if !outcome.orphans.isEmpty { text += ", orphans " + outcome.orphans.map(\.text).joined(separator: " ") }
        for difference in outcome.differences {
            let expected = DecimalText.plain(difference.expected, decimals: Fee.unit.decimals)
            let found = DecimalText.plain(difference.found, decimals: Fee.unit.decimals)
            text += ", \(plain(difference.asset)) \(expected) expected and \(found) found"
        }
        if outcome.isAccepted { text += ", accepted" }
        return text + (outcome.agrees ? ", agrees" : ", DIFFERS")
    }

    private func order(_ request: OrderRequest) -> String {
        "\(name(request.venue)) \(request.id.text) \(request.side.word) \(quantity(request.quantity)) at "
            + "\(price(request.limit)) \(request.timeInForce.word)"
    }

    private var numbers: JournalNumbers? { epoch.map { JournalNumbers($0.instrument) } }
    private func name(_ venue: VenueID) -> String { plain(epoch?.name(of: venue) ?? "venue \(venue.slot)") }
    private func price(_ price: Price) -> String { numbers?.price(price) ?? "\(price.units)" }
    private func quantity(_ quantity: Quantity) -> String { numbers?.quantity(quantity) ?? "\(quantity.units)" }
    private func mid(_ doubled: Int64) -> String { numbers?.mid(doubled: doubled) ?? "\(doubled)/2" }
    private func allIn(_ units: Int128) -> String { numbers?.allIn(units) ?? "\(units)" }
    private func fee(_ fee: Fee) -> String { numbers?.fee(fee) ?? "\(fee.units)" }
    private func plain(_ text: String) -> String { JournalNumbers.plain(text) }
}
