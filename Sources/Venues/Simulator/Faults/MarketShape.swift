import Books

/// Brings the played market into another form and back, with a change of the book that every client can follow.
///
/// The new form is there from the next recorded change on: that one carries it, so numbers of changes stay as recorded.
struct MarketShape: Sendable {
    /// The form that the market is to have.
    private(set) var wanted = MarketForm.recorded
    /// The form that it has.
    private var shown = MarketForm.recorded
    /// The book as it was recorded, while there is another form.
    private(set) var recorded: ExchangeBook?

    /// Asks for a form; `played` is the book as recorded up to now.
    mutating func want(_ form: MarketForm, from played: ExchangeBook) {
        wanted = form
        if recorded == nil, form != .recorded { recorded = played }
    }

    /// What becomes of an event.
    mutating func shaped(_ event: PlayedEvent) -> [PlayedEvent] {
        guard let before = recorded else { return [event] }
        switch event {
        case .ticker(let ticker):
            return [.ticker(shown.ticker(ticker))]
        case .trade(let trade):
            return shown.trade(trade).map { [.trade($0)] } ?? []
        case .restart(let snapshot):
            shown = wanted
            recorded = shown == .recorded ? nil : ExchangeBook(snapshot)
            return [.restart(shown.snapshot(snapshot))]
        case .depth(let change):
            recorded?.apply(change)
            guard wanted != shown, let after = recorded else { return [.depth(shown.change(change))] }
            let old = shown.book(before)
            let new = wanted.book(after)
            shown = wanted
            if shown == .recorded { recorded = nil }
            // Best levels are told before the change that brings them.
            let top = MarketTicker(
                identifier: change.lastID,
                bid: new.bids.best ?? MarketForm.nothing,
                ask: new.asks.best ?? MarketForm.nothing
            )
            return [.ticker(top), .depth(Self.change(from: old, to: new, lastID: change.lastID))]
        }
    }

    /// What has to change that one book becomes the other.
    private static func change(from old: ExchangeBook, to new: ExchangeBook, lastID: Int64) -> MarketDepth {
        MarketDepth(
            lastID: lastID,
            bids: levels(from: old.bids, to: new.bids),
            asks: levels(from: old.asks, to: new.asks)
        )
    }

    private static func levels(from old: ExchangeSide, to new: ExchangeSide) -> [BookLevel] {
        let gone = old.levels.filter { new.quantity(at: $0.price) == 0 }
        return gone.map { BookLevel(price: $0.price, quantity: 0) }
            + new.levels.filter { old.quantity(at: $0.price) != $0.quantity }
    }
}
