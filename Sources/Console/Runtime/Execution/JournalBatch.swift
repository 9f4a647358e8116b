import Books
import Journal
import Strategy

/// What one step of the trader has to be written down, and which orders may leave when that is done.
struct JournalBatch {
    /// What is to be written, in the order in which it happened.
    private(set) var entries: [JournalEntry] = []
    /// The orders whose intents are among it.
    private(set) var submits: [OrderRequest] = []

    private let now: MonotonicTime
    private let wallTime: WallTime

    /// Nothing yet, at an instant by both clocks.
    init(at now: MonotonicTime, wallTime: WallTime) {
        self.now = now
        self.wallTime = wallTime
    }

    /// Takes in what of an effect has to be written down; `book` knows the orders.
    mutating func take(_ effect: TraderEffect, _ book: ExecutionBook?) {
        switch effect {
        case .execution(let effect): take(effect, book)
        case .tradingChanged(let before, let after):
            let cause = Self.cause(after)
            entries.append(.mode(ModeChange(from: Self.mode(before), to: Self.mode(after), who: cause, why: cause)))
        case .venueGateChanged(let venue, let gate):
            let cause = Self.cause(gate)
            entries.append(.mode(ModeChange(venue: venue, from: .run, to: Self.mode(gate), who: cause, why: cause)))
        case .linkChanged(let venue, _, let link): entries.append(.link(venue, link))
        case .reconciled(let reading): entries.append(.reconciled(reconciliation(reading, book)))
        case .parameterChanged(let change): entries.append(.parameter(change))
        case .limitChanged(let change): entries.append(.limit(change))
        case .resync, .reconnect, .stateChanged, .quotingChanged, .parameterRefused, .quoteCrossed, .command, .gate,
            .latch, .drifted, .remark, .stopped:
            break
        }
    }

    // MARK: - Parts

    private mutating func take(_ effect: ExecutionEffect, _ book: ExecutionBook?) {
        switch effect {
        case .matched(let parent): entries.append(.matched(JournalMatch(parent)))
        case .submit(let request):
            let fence = book?.order(request.id)?.record.fence.passesAt ?? request.expiresAt
            entries.append(
                .intent(
                    OrderIntent(request: request, expiresAt: wall(request.expiresAt), fencePassesAt: wall(fence))
                )
            )
            submits.append(request)
        case .noted(let venue, let id, let evidence): entries.append(.evidence(venue, id, evidence))
        case .cancel(let question): entries.append(.cancelAsked(question))
        case .denied(let request, let refusals): entries.append(.denied(request, refusals))
        case .ended(let report): entries.append(.ended(report))
        case .alarm(let alarm): entries.append(.alarm(alarm))
        case .phaseChanged(let id, .unknown, let phase) where phase.isClosed:
            guard let order = book?.order(id) else { return }
            entries.append(
                .fence(FenceResult(venue: order.request.venue, id: id, phase: phase, questions: order.questionCount))
            )
        case .phaseChanged, .query, .fetchTrades, .executed, .quoteState: break
        }
    }

    private func reconciliation(_ reading: AccountReading, _ book: ExecutionBook?) -> Reconciliation {
        Reconciliation(
            venue: reading.venue,
            // Where the balances were not found to be what the fills make them, nothing proves that a trade is not missing.
            tradesSince: reading.agrees ? reading.tradesSince : nil,
            askedAt: wall(reading.askedAt),
            openOrders: reading.openOrders,
            orphans: reading.orphans,
            foreignOrders: reading.foreignOrders,
            differences: Self.differences(reading, book),
            opening: reading.opening
        )
    }

    /// What differs, against nothing: the ledger's own amounts are those of the session, not of the account.
    private static func differences(_ reading: AccountReading, _ book: ExecutionBook?) -> [Reconciliation.Difference] {
        guard let drift = reading.drift, let ledger = book?.ledger else { return [] }
        let scale = ledger.scale
        return [
            Reconciliation.Difference(
                asset: ledger.instrument.base,
                expected: 0,
                found: scale.feeUnits(base: drift.base)
            ),
            Reconciliation.Difference(
                asset: ledger.instrument.quote,
                expected: 0,
                found: scale.feeUnits(quote: drift.quote)
            ),
        ].filter { $0.found != 0 }
    }

    private func wall(_ time: MonotonicTime) -> WallTime {
        WallTime(nanoseconds: wallTime.nanoseconds + (time - now).nanoseconds)
    }

    private static func mode(_ mode: TradingMode) -> JournalMode {
        switch mode {
        case .running: .run
        case .reducing: .reducing
        case .held: .paused
        case .killed: .killed
        }
    }

    private static func mode(_ gate: VenueGateMode) -> JournalMode {
        switch gate {
        case .open: .run
        case .held: .paused
        case .cancelOnly: .cancelOnly
        case .draining: .draining
        case .reopening: .reconciling
        }
    }

    private static func cause(_ mode: TradingMode) -> String {
        switch mode {
        case .running: "operator"
        case .reducing(let cause, _): cause.rawValue
        case .held(let cause, _): cause.words
        case .killed(let cause, _): cause.rawValue
        }
    }

    private static func cause(_ gate: VenueGateMode) -> String {
        if case .held(let cause, _) = gate { return cause.words }
        return "operator"
    }
}
