import Books
import Strategy

/// The order path of a replay, as far as it has one.
extension ReplayDriver {
    /// How long after the end of a replay what is under way may take to come to its own end.
    private static let endSpan = TimeSpan.seconds(30)

    /// Notes that somebody watches the trader: in a replay each step is the only thing that happens.
    func watch() {
        trader.noteWatchdog(age: .zero, at: now)
    }

    /// Carries an effect about orders out; new ones wait until everything else of the step is done, as they wait for the
    /// journal in a console: a gate that the same step closes holds them.
    func order(_ effect: TraderEffect) {
        guard let orders, let scale = trader.execution?.book.ledger.scale else { return }
        if case .execution(.submit(let request)) = effect {
            submits.append(request)
        } else {
            orders.perform(effect, at: now)
        }
        tell(effect, scale)
    }

    /// Lets the step's new orders go.
    func sendOrders() {
        guard let orders, !submits.isEmpty else { return }
        for request in submits { orders.submit(request, at: now) }
        submits.removeAll(keepingCapacity: true)
    }

    /// Lets the order path do what is due, and the trader hear what came of it.
    func hearOrders() {
        guard let orders else { return }
        orders.advance(to: now, into: &heard)
        guard !heard.isEmpty else { return }
        watch()
        for event in heard { trader.handle(event, at: now, into: &effects) }
        heard.removeAll(keepingCapacity: true)
        awaken()
    }

    // MARK: - The end

    /// Ends execution as a console does: nothing new, everything cancelled, and what is under way comes to its end, in
    /// the time behind the last record and against the market as it was left.
    ///
    /// What the exchanges' books say then; nil in a replay without an order path.
    func endOrders() -> [ReplayAccount?]? {
        guard let orders else { return nil }
        obey(.stop)
        let end = now + Self.endSpan
        while !hasStopped, let due = [orders.deadline, trader.deadline].compactMap(\.self).min(), due <= end {
            moveOn(to: due)
            hearOrders()
            awaken()
        }
        return orders.accounts
    }

    /// What trading came to, beside what the exchanges say of it.
    func trading(_ accounts: [ReplayAccount?]) -> ReplayReport.Trading? {
        guard let book = trader.execution?.book else { return nil }
        let ledger = book.ledger
        let base = { DecimalText.plain($0, decimals: ledger.scale.baseDecimals) }
        let quote = { DecimalText.plain($0, decimals: ledger.scale.quoteDecimals) }
        return ReplayReport.Trading(
            matches: book.matchCount,
            fills: ledger.accounts.reduce(0) { $0 + $1.fills },
            position: base(ledger.holding.position),
            realised: quote(ledger.realised ?? ledger.holding.realised),
            fees: quote(ledger.fees),
            venues: accounts.enumerated().compactMap { slot, account in
                account.map { account in
                    ReplayReport.TradingVenue(
                        name: plan.venues[slot].name,
                        account: account,
                        fills: ledger.accounts[slot].fills,
                        base: base(ledger.accounts[slot].base),
                        quote: quote(ledger.accounts[slot].quote)
                    )
                }
            }
        )
    }
}
