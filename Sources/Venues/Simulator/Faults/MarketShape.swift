import Books

/// Brings the played market into another form and back, with a change of the book that every client can follow.
///
/// Best levels run ahead of the book: the first that are stated have the new form, and the book has it from the recorded
/// change on that comes so far. That one carries it, so numbers of changes stay as recorded, and nothing is ever stated of a
/// number that the book does not have there.
struct MarketShape: Sendable {
    /// The form that the market is to have.
    private(set) var wanted = MarketForm.recorded
    /// The form of the best levels that are stated.
    private var stated = MarketForm.recorded
    /// The first number that was stated in that form.
    private var firstID = Int64.min
    /// The largest number of which best levels were stated.
    private var statedID = Int64.min
    /// The form that the book has.
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
        switch event {
        case .ticker(let ticker):
            if stated != wanted { state(wanted, from: ticker.identifier) }
            statedID = max(statedID, ticker.identifier)
            return [.ticker(stated.ticker(ticker))]
        case .trade(let trade):
            return shown.trade(trade).map { [.trade($0)] } ?? []
        case .restart(let snapshot):
            state(wanted, from: snapshot.lastID)
            statedID = snapshot.lastID
            shown = wanted
            recorded = shown == .recorded ? nil : ExchangeBook(snapshot)
            return [.restart(shown.snapshot(snapshot))]
        case .depth(let change):
            return shaped(change)
        }
    }

    private mutating func shaped(_ change: MarketDepth) -> [PlayedEvent] {
        guard recorded != nil else { return [.depth(change)] }
        // Nobody has stated anything of this number or a later one: it may have any form.
        let isFree = stated != wanted && change.lastID > statedID
        if isFree { state(wanted, from: change.lastID) }
        let form = change.lastID >= firstID ? stated : shown
        guard form != shown, var market = recorded else {
            recorded?.apply(change)
            return [.depth(shown.change(change))]
        }
        let old = shown.book(market)
        market.apply(change)
        let new = form.book(market)
        shown = form
        recorded = market
        if wanted == .recorded, stated == .recorded, shown == .recorded { recorded = nil }
        let told = PlayedEvent.depth(Self.change(from: old, to: new, lastID: change.lastID))
        guard isFree else { return [told] }
        statedID = change.lastID
        let top = MarketTicker(
            identifier: change.lastID,
            bid: new.bids.best ?? MarketForm.nothing,
            ask: new.asks.best ?? MarketForm.nothing
        )
        return [.ticker(top), told]
    }

    private mutating func state(_ form: MarketForm, from identifier: Int64) {
        stated = form
        firstID = identifier
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
