import Books

/// What is known at the instant of a decision, put together for the pre-trade list.
extension ExecutionDesk {
    /// The books and the facts of this step.
    func market(_ context: TradingContext) -> ExecutionMarket {
        ExecutionMarket(consumer: context.consumer, facts: facts(context))
    }

    private func facts(_ context: TradingContext) -> MarketFacts {
        var facts = MarketFacts(
            isRunning: mode.sendsOrders && stopsAt == nil,
            isKilled: mode.isKilled,
            watchdogAge: watchdog.age(at: context.now),
            isJournalWritable: journalFailure == nil,
            venuesAgree: context.venuesAgree,
            consumerMid: nil,
            tradeAverage: trades.average(at: context.now),
            sigma: context.sigma,
            venues: paths.indices.map { venue($0, context) }
        )
        facts.isReducing = mode.isReducing
        facts.read(context.consumer, book.gate)
        return facts
    }

    private func venue(_ slot: Int, _ context: TradingContext) -> VenueFacts {
        let record = context.venues[slot]
        let path = paths[slot]
        let forever = TimeSpan.seconds(86_400)
        let isOnTrial = path.gate == .reopening
        var facts = VenueFacts(
            isArmed: isArmed,
            isReady: record.state.isLive && path.letsOrders,
            isTrading: record.state != .halted,
            bookAge: record.lastHeard.map { context.now - $0 } ?? forever,
            bookAgeBound: bookAges[slot],
            eventLag: record.timing?.median,
            mid: nil,
            listing: record.listing,
            fee: book.matcher.fees[slot],
            visibleBids: .zero,
            visibleAsks: .zero,
            clockError: path.clock?.error ?? forever,
            clockAge: path.clock.map { context.now - $0.measuredAt } ?? forever
        )
        facts.isOnTrial = isOnTrial
        return facts
    }
}
