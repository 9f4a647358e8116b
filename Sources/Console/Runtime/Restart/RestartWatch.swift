import Books
import Strategy

/// Follows what a restart finds out about the orders before it, and tells it as a table when all is known.
///
/// A machine: what the trader does goes in, and the lines come out once. All is known when the end of every order of an
/// earlier start is proved, with all its fills, and each venue's balances were read after that and are what the fills make
/// them, or are known not to be.
struct RestartWatch {
    /// What was found at one venue.
    private struct Findings {
        /// How many orders of earlier starts were not settled, and how many of those were in doubt.
        var known = 0
        var inDoubt = 0
        /// Fills of theirs that nobody had written down, orders of ours that nobody knew, orders of others.
        var fills = 0
        var orphans: Set<ClientOrderID> = []
        var foreign = 0
        /// What the balances came to; nil while they could not be compared.
        var agrees: Bool?
    }

    private let names: [String]
    private let start: MonotonicTime
    private var findings: [Findings]
    /// The orders whose end is not proved, or of which fills are missing.
    private var unsettled: Set<ClientOrderID> = []
    private var known: Set<ClientOrderID> = []
    private var isOver = false

    /// A watch over a restart at `start`, which found `recovered` in the journal; `names` are the venues'.
    init(_ recovered: RecoveredState, names: [String], at start: MonotonicTime) {
        self.names = names
        self.start = start
        findings = Array(repeating: Findings(), count: names.count)
        known = Set(recovered.orders.map(\.request.id))
    }

    /// Takes the orders as the trader has taken them up.
    mutating func begin(_ book: ExecutionBook) {
        for id in known {
            guard let order = book.order(id) else { continue }
            let slot = order.request.venue.slot
            findings[slot].known += 1
            if order.record.phase == .unknown { findings[slot].inDoubt += 1 }
            if !Self.isSettled(order) { unsettled.insert(id) }
        }
    }

    /// Takes in what the trader has done, after which its orders are those of `book`; the table, once all is known.
    mutating func take(_ effect: TraderEffect, _ book: ExecutionBook, at now: MonotonicTime) -> [String]? {
        guard !isOver else { return nil }
        switch effect {
        case .execution(.noted(let venue, let id, .fill)) where known.contains(id):
            findings[venue.slot].fills += 1
        case .command(let venue, .cancel(let question)):
            // The trader asks this of what it has not sent alone.
            findings[venue.slot].orphans.insert(question.id)
        case .reconciled(let reading):
            let slot = reading.venue.slot
            findings[slot].foreign = reading.foreignOrders
            if reading.agrees { findings[slot].agrees = true }
            if reading.drift != nil { findings[slot].agrees = false }
        case .drifted(let venue, _): findings[venue.slot].agrees = false
        default: break
        }
        unsettled = unsettled.filter { id in book.order(id).map { !Self.isSettled($0) } ?? false }
        guard unsettled.isEmpty, findings.allSatisfy({ $0.agrees != nil }) else { return nil }
        isOver = true
        return table(book, at: now)
    }

    // MARK: - Parts

    private static func isSettled(_ order: ChildOrder) -> Bool {
        order.record.phase.isClosed && order.record.missingFills == .zero
    }

    private func table(_ book: ExecutionBook, at now: MonotonicTime) -> [String] {
        let instrument = book.ledger.instrument
        let position = DecimalText.text(book.ledger.position.units, unit: instrument.quantityUnit)
        let seconds = DecimalText.plain(Int128((now - start).milliseconds), decimals: 3)
        let lines = zip(names, findings).map { name, found in
            "\(name): \(found.known) orders before the restart, \(found.inDoubt) in doubt and settled, \(found.fills) fills "
                + "learned, \(found.orphans.count) unknown of ours cancelled, \(found.foreign) of others left alone, "
                + "balances \(found.agrees == true ? "equal" : "NOT equal")"
        }
        return lines + ["restart reconciled in \(seconds) s: position \(position) \(instrument.base)"]
    }
}
