public import Books
import Strategy

/// Makes a report of the entries of a journal's files, taken in their order.
///
/// What a file tells again that goes on from another one is counted once: matches by number, fills by the venue's name.
public struct JournalReportBuilder {
    private var report: JournalReport
    private let selection: JournalReport.Selection
    private var epoch: JournalEpoch?
    private var places: [MatchKey: Int] = [:]
    private var orders: [ClientOrderID: OrderRecord] = [:]
    private var trades: Set<TradeKey> = []
    private var rejected: Set<ClientOrderID> = []

    private struct MatchKey: Hashable {
        let epoch: UInt32
        let number: UInt64
    }

    private struct TradeKey: Hashable {
        let order: ClientOrderID
        let trade: TradeID
    }

    /// A report of nothing yet.
    public init(_ instrument: Instrument, _ selection: JournalReport.Selection) {
        report = JournalReport(instrument)
        self.selection = selection
    }

    // MARK: - Inputs

    /// Takes the next entry.
    public mutating func take(_ entry: JournalEntry, at time: WallTime) {
        if case .epoch(let next) = entry { begin(next) }
        guard let epoch, epoch.instrument == report.instrument else { return }
        switch entry {
        case .matched(let match) where isSelected(epoch.number): add(match, epoch.number, at: time)
        case .ended(let result) where isSelected(epoch.number):
            guard let place = places[MatchKey(epoch: epoch.number, number: result.number)] else { break }
            report.matches[place].result = result
        case .intent(let intent) where isSelected(intent.request.id.epoch): add(intent)
        case .evidence(let venue, let id, let evidence) where isSelected(id.epoch):
            add(evidence, venue, id, at: time)
        case .denied(let request, let refusals) where isSelected(request.id.epoch):
            for refusal in refusals { Self.count(refusal.code.rawValue, &report.denials) }
        case .lost(let count): report.lost = report.lost.addingReportingOverflow(count).partialValue
        default: break
        }
        guard isSelected(epoch.number) else { return }
        report.span = (report.span?.first ?? time, time)
    }

    /// The report of all that was taken.
    public consuming func finish() -> JournalReport {
        for match in report.matches {
            for child in match.result?.children ?? [] { add(child) }
        }
        for slot in report.venues.indices {
            report.venues[slot].answers.sort()
            report.venues[slot].rejects = Self.sorted(report.venues[slot].rejects)
            report.venues[slot].account = report.ledger.accounts[slot]
        }
        report.denials = Self.sorted(report.denials)
        report.openOrders = orders.values.count { !$0.phase.isClosed }
        return report
    }

    // MARK: - Parts

    private func isSelected(_ number: UInt32) -> Bool {
        switch selection {
        case .epoch(let wanted): number == wanted
        case .all: true
        }
    }

    private mutating func begin(_ next: JournalEpoch) {
        epoch = next
        guard next.instrument == report.instrument else { return }
        for slot in report.venues.count..<max(report.venues.count, next.venues.count) {
            report.venues.append(ReportedVenue(name: next.venues[slot]))
        }
        if isSelected(next.number), report.epochs.last != next.number { report.epochs.append(next.number) }
    }

    private mutating func add(_ match: JournalMatch, _ epoch: UInt32, at time: WallTime) {
        let key = MatchKey(epoch: epoch, number: match.number)
        guard places[key] == nil else { return }
        places[key] = report.matches.count
        report.matches.append(ReportedMatch(epoch: epoch, decidedAt: time, match: match))
        guard let mid = match.decisionMid else { return }
        report.lastMid = mid
        report.mids.append((time, mid))
    }

    private mutating func add(_ intent: OrderIntent) {
        let request = intent.request
        guard orders[request.id] == nil else { return }
        let fence = Fence(expiresAt: request.expiresAt, rule: .engineDeadline, clockError: .zero)
        var record = OrderRecord(request, fence: fence)
        record.add(.intent)
        orders[request.id] = record
        if request.venue.slot < report.venues.count { report.venues[request.venue.slot].orders += 1 }
    }

    private mutating func add(_ evidence: OrderEvidence, _ venue: VenueID, _ id: ClientOrderID, at time: WallTime) {
        orders[id]?.add(evidence)
        guard venue.slot < report.venues.count else { return }
        switch evidence {
        case .rejected(let refusal):
            guard rejected.insert(id).inserted else { return }
            let words = JournalNumbers.plain(refusal.text)
            Self.count(refusal.kind.word + (words.isEmpty ? "" : " (\(words))"), &report.venues[venue.slot].rejects)
        case .fill(let fill):
            guard fill.isPlausible, trades.insert(TradeKey(order: id, trade: fill.trade)).inserted else { return }
            do {
                try report.ledger.book(fill, id.side, at: venue)
            } catch {
                // Beyond what can be counted: the journal holds an alarm about it.
                return
            }
            report.venues[venue.slot].fills += 1
            let position = report.ledger.holding.position
            report.fills.append(.init(at: time, venue: venue, side: id.side, fill: fill, position: position))
        default: break
        }
    }

    private mutating func add(_ child: ChildReport) {
        guard child.venue.slot < report.venues.count else { return }
        if let time = child.answerTime { report.venues[child.venue.slot].answers.append(time) }
        // What never reached the venue says nothing of what stood there.
        guard ![.denied, .neverPlaced, .rejected].contains(child.phase) else { return }
        report.venues[child.venue.slot].expected += Int128(child.ordered.units)
        report.venues[child.venue.slot].filled += Int128(child.filled.units)
    }

    private static func count(_ name: String, _ counts: inout [ReportedVenue.Count]) {
        if let index = counts.firstIndex(where: { $0.name == name }) {
            counts[index].count += 1
        } else {
            counts.append(.init(name: name, count: 1))
        }
    }

    private static func sorted(_ counts: [ReportedVenue.Count]) -> [ReportedVenue.Count] {
        counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}
