import Books
import Strategy
import TUI

/// Turns what execution says of itself into what the screen shows.
struct ExecutionWords {
    private let trader: Trader
    private let desk: ExecutionDesk
    private let now: MonotonicTime
    private let wallTime: WallTime
    private let hasSentinel: Bool

    /// The words of this moment; nil in a console without an order path.
    init?(_ trader: Trader, at now: MonotonicTime, wallTime: WallTime, hasSentinel: Bool = false) {
        guard let desk = trader.execution else { return nil }
        self.trader = trader
        self.desk = desk
        self.now = now
        self.wallTime = wallTime
        self.hasSentinel = hasSentinel
    }

    /// Puts everything about orders into a frame.
    func fill(_ model: inout ConsoleViewModel) {
        model.arming = desk.needsArming ? (desk.isArmed ? .armed : .disarmed) : .notNeeded
        model.execution = execution
        for slot in model.venues.indices {
            model.venues[slot].gate = gate(slot)
            model.venues[slot].orderPath = path(slot)
            model.venues[slot].roundTrip = desk.book.qualities[slot].averageAnswerTime
            model.venues[slot].deadMansSwitch = cover(slot)
        }
        model.account = account(model.instrument)
        model.limits = LimitWords.views(desk, at: mid, now: now)
        model.trader.strategy.matches = desk.book.matchCount
        let shown = shownParents
        model.orders = orders(shown)
        model.parents = shown.map(parent)
        for order in shown.flatMap(\.children) where order.isAtVenue {
            model.venues[order.request.venue.slot].ladder.mark(order.request, order.record.remainder)
        }
        model.doubts = desk.paths.indices.compactMap { doubt(VenueID(slot: $0)) }
    }

    /// How many matches are shown, and how many orders that have ended.
    private static let parentLimit = 200
    private static let orderLimit = 100

    // MARK: - Whether orders can leave

    private var execution: ExecutionState {
        switch desk.mode {
        case .killed(let cause, let since):
            return .killed(KillView(since: wall(since), cause: cause.rawValue, venues: kills(since)))
        case .held(let cause, let since):
            return .hold(HoldView(since: wall(since), elapsed: now - since, cause: cause.words))
        case .reducing(let cause, let since):
            return .reducing(HoldView(since: wall(since), elapsed: now - since, cause: cause.rawValue))
        case .running:
            let open = desk.paths.indices.count { isUsable($0) }
            if open == desk.paths.count { return .run }
            if open > 0 { return .part }
            let since = closedSince
            return .hold(
                HoldView(since: wall(since), elapsed: now - since, cause: "no venue", endsByItself: true)
            )
        }
    }

    private func isUsable(_ slot: Int) -> Bool {
        desk.isOpen(VenueID(slot: slot)) && trader.venues[slot].state.isLive
    }

    /// Since when no venue can be used: the latest of the moments at which one of them went.
    private var closedSince: MonotonicTime {
        desk.paths.indices.compactMap { closedSince($0) }.max() ?? now
    }

    /// Since when a venue cannot be used, where that is known.
    private func closedSince(_ slot: Int) -> MonotonicTime? {
        var times: [MonotonicTime] = []
        if !trader.venues[slot].state.isLive { times.append(trader.venues[slot].stateSince) }
        if !desk.paths[slot].link.isReady { times.append(desk.paths[slot].linkSince) }
        if case .held(_, let since) = desk.paths[slot].gate { times.append(since) }
        for order in desk.book.parents.flatMap(\.children) where order.request.venue == VenueID(slot: slot) {
            if order.record.phase == .unknown, let since = order.doubtSince { times.append(since) }
        }
        return times.min()
    }

    private func kills(_ since: MonotonicTime) -> [VenueKillView] {
        desk.kill.enumerated().compactMap { slot, progress in
            let venue = VenueID(slot: slot)
            let remaining = desk.openOrders(at: venue)
            return VenueKillView(
                venue: venue,
                opened: max(progress.opened, remaining),
                remaining: remaining,
                isConfirmed: progress.confirmedAt != nil,
                elapsed: (progress.confirmedAt ?? now) - since
            )
        }
    }

    /// Who cancels at a venue if the console dies: the venue itself, for a machine that dies has no other process either.
    private func cover(_ slot: Int) -> DeadMansSwitch {
        // It has gone off where it was not renewed in time, and then the venue waits for nothing any more.
        if let until = desk.paths[slot].deadMansSwitch, until > now { return .venue }
        return hasSentinel ? .sentinel : .none
    }

    private func path(_ slot: Int) -> OrderPathView {
        let budget = desk.book.gate.budgets[slot]
        let clock = desk.paths[slot].clock
        return OrderPathView(
            messages: budget.tokens(at: now),
            messageLimit: budget.size,
            messagesKept: budget.kept,
            clockError: clock?.error,
            clockAge: clock.map { now - $0.measuredAt }
        )
    }

    private func gate(_ slot: Int) -> VenueGate {
        let path = desk.paths[slot]
        let venue = VenueID(slot: slot)
        if desk.book.isInDoubt(venue) { return .inDoubt }
        if desk.book.isUnsettled(venue) {
            return .closed(reason: "fills are missing; after 30 s :venue resume goes on")
        }
        if desk.book.isHalted[slot] { return .closed(reason: "it contradicted itself: :venue resume") }
        switch path.gate {
        case .held(let cause, let since):
            return .held(HoldView(since: wall(since), elapsed: now - since, cause: cause.words))
        case .cancelOnly: return .cancelOnly
        case .draining: return .draining
        case .reopening: return .closed(reason: "reopening: one small order first")
        case .open: break
        }
        if let until = path.breakerOpenUntil {
            return .closed(reason: "too much went wrong, \(max(0, (until - now).milliseconds) / 1000) s")
        }
        switch path.link {
        case .ready:
            if !path.isReconciled { return .closed(reason: "reading the account") }
            return path.wasCompared ? .open : .closed(reason: "comparing balances")
        case .connecting: return .closed(reason: "connecting")
        case .down(_, let attempt, let retryAt):
            return .closed(reason: "down, try \(attempt) in \(max(0, (retryAt - now).milliseconds) / 1000) s")
        case .barred(let until):
            return .closed(reason: "barred by the venue, \(max(0, (until - now).milliseconds) / 1000) s")
        case .refused: return .closed(reason: "the venue refuses our key")
        }
    }

    // MARK: - Account

    private func account(_ instrument: InstrumentView) -> AccountView {
        let limits = desk.book.gate.limits
        let mid = mid
        let value = desk.book.gate.scale.quote(whole: limits.position)
        let most = mid.flatMap { mid in value.map { Quantity(units: Int64(clamping: quantity(worth: $0, at: mid))) } }
        return AccountView(
            position: desk.book.ledger.position,
            profit: mid.flatMap { profit(at: $0, instrument) },
            limits: LimitsView(position: most, orders: limits.openOrders, loss: Money(units: limits.loss * 100))
        )
    }

    private var mid: Mid? {
        guard let bid = trader.consumer.best(.bid), let ask = trader.consumer.best(.ask) else { return nil }
        return Mid(bid, ask)
    }

    /// How much of the base asset, in quantity units, an amount of the quote asset buys.
    private func quantity(worth amount: Int128, at mid: Mid) -> Int128 {
        let one = desk.book.ledger.scale.quote(
            desk.book.ledger.scale.base(Quantity(units: 1)),
            at: Price(units: mid.doubled)
        )
        guard let one, one > 0 else { return 0 }
        return 2 * amount / one
    }

    private func profit(at mid: Mid, _ instrument: InstrumentView) -> ProfitView? {
        let ledger = desk.book.ledger
        guard let open = ledger.openProfit(at: mid) else { return nil }
        return ProfitView(
            realised: money(ledger.realised ?? ledger.holding.realised, instrument),
            open: money(open, instrument),
            fees: money(-ledger.fees, instrument)
        )
    }

    /// An amount in the ledger's unit, in the screen's, rounded towards nothing.
    private func money(_ amount: Int128, _ instrument: InstrumentView) -> Money {
        let surplus = desk.book.ledger.scale.quoteDecimals - instrument.money.unit.decimals
        let divisor = (0..<max(0, surplus)).reduce(Int128(1)) { power, _ in power * 10 }
        return Money(units: Int64(clamping: amount / divisor))
    }

    // MARK: - Orders

    /// The newest matches, newest first, and every older one that has not ended: what became of an order must stay in
    /// sight until it is known.
    private var shownParents: [ParentOrder] {
        let newest = desk.book.parents.suffix(Self.parentLimit)
        let older = desk.book.parents.dropLast(newest.count)
        return newest.reversed() + older.filter { $0.children.contains { !$0.record.phase.isClosed } }.reversed()
    }

    private func orders(_ parents: some Sequence<ParentOrder>) -> [OrderView] {
        var open: [OrderView] = []
        var ended: [OrderView] = []
        for parent in parents {
            for child in parent.children.reversed() where child.heldUntil == nil {
                let view = order(child, of: parent)
                if view.phase.isOpen {
                    open.append(view)
                } else if ended.count < Self.orderLimit {
                    ended.append(view)
                }
            }
        }
        return open + ended
    }

    private func order(_ child: ChildOrder, of parent: ParentOrder) -> OrderView {
        let record = child.record
        let phase = Self.phase(record.phase)
        let average = Self.average(record.fills)
        return OrderView(
            identifier: child.number,
            time: wall(child.submittedAt ?? child.closedAt ?? parent.decidedAt),
            venue: child.request.venue,
            side: child.request.side == .buy ? .buy : .sell,
            size: child.request.quantity,
            price: child.request.limit,
            phase: phase,
            filled: record.phase == .unknown && record.cumulative == .zero ? nil : record.cumulative,
            average: average,
            slippage: average.flatMap { Self.slippage($0, parent) },
            acknowledgement: child.answerTime,
            inDoubtFor: phase == .unknown ? child.doubtSince.map { now - $0 } : nil,
            parent: Int64(clamping: parent.number + 1),
            note: child.note(canAsk: desk.paths[child.request.venue.slot].link.isReady)
        )
    }

    private static func phase(_ phase: OrderPhase) -> OrderPhaseView {
        switch phase {
        case .draft, .intent, .sent: .sent
        case .live, .cancelling: .working
        case .partial: .partial
        case .filled, .overfilled: .filled
        case .cancelled, .expired, .neverPlaced: .cancelled
        case .denied: .denied
        case .rejected: .rejected
        case .unknown: .unknown
        }
    }

    private func parent(_ parent: ParentOrder) -> ParentView {
        let account = parent.account
        return ParentView(
            identifier: Int64(clamping: parent.number + 1),
            time: wall(parent.decidedAt),
            side: parent.side == .buy ? .buy : .sell,
            limit: parent.limitPrice,
            requested: account.requested,
            filled: account.filled,
            working: account.working,
            cancelled: account.cancelled,
            rejected: account.rejected,
            unknown: account.unknown,
            unallocated: account.unallocated,
            average: Self.average(parent.children.flatMap(\.record.fills)),
            deadlineIn: deadline(of: parent)
        )
    }

    /// The time until the rest is given up: while something of it is open and may still be routed again.
    private func deadline(of parent: ParentOrder) -> TimeSpan? {
        guard parent.endedAt == nil, parent.open > .zero, let since = parent.residualSince else { return nil }
        return max(since + desk.book.configuration.rerouteSpan - now, .zero)
    }

    private func doubt(_ venue: VenueID) -> DoubtView? {
        var view = DoubtView(venue: venue, orders: 0, buying: .zero, selling: .zero, elapsed: .zero)
        var questions = 0
        var fence: MonotonicTime?
        for parent in desk.book.parents {
            for child in parent.children where child.request.venue == venue && child.record.phase == .unknown {
                view.orders += 1
                let rest = child.record.remainder
                if child.request.side == .buy {
                    view.buying = view.buying.addingSaturated(rest)
                } else {
                    view.selling = view.selling.addingSaturated(rest)
                }
                view.elapsed = max(view.elapsed, child.doubtSince.map { now - $0 } ?? .zero)
                fence = max(fence ?? child.record.fence.passesAt, child.record.fence.passesAt)
                questions += child.questionCount
            }
        }
        guard view.orders > 0 else { return nil }
        view.endsIn = fence.map { max($0 - now, .zero) }
        view.step = ChildOrder.asked(questions)
        return view
    }

    // MARK: - Numbers

    private func wall(_ time: MonotonicTime) -> WallTime {
        WallTime(nanoseconds: wallTime.nanoseconds - (now - time).nanoseconds)
    }

    /// The average price of fills, rounded to the nearest unit.
    private static func average(_ fills: [OrderFill]) -> Price? {
        var value = Int128(0)
        var quantity = Int128(0)
        for fill in fills {
            let sum = value.addingReportingOverflow(Notional(fill.price, fill.quantity).units)
            guard !sum.overflow else { return nil }
            value = sum.partialValue
            quantity += Int128(fill.quantity.units)
        }
        guard quantity > 0 else { return nil }
        return Price(units: Int64(clamping: (2 * value + quantity) / (2 * quantity)))
    }

    /// By how much a price is worse than the middle at the decision.
    private static func slippage(_ price: Price, _ parent: ParentOrder) -> Price? {
        guard let mid = parent.decisionMid else { return nil }
        let difference = price.units - mid.doubled / 2
        return Price(units: parent.side == .buy ? difference : -difference)
    }
}
