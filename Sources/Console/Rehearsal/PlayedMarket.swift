import Books
import Simulator

/// One venue's recorded market as its simulated exchange is told it.
///
/// What is played has passed the console's own sessions, so it is proved as far as the venue lets it be, and in the
/// instrument's units; the exchange counts quantities finer (``quantityFactor``). A book that begins anew, which for the
/// exchange would be its own restart, is told as the changes that lead there.
struct PlayedMarket {
    /// How many of the exchange's quantity units one of the instrument's is.
    private let quantityFactor: Int64
    private var bids = PlayedSide(.bid)
    private var asks = PlayedSide(.ask)

    /// A market of which nothing was played.
    init(quantityFactor: Int64) {
        self.quantityFactor = quantityFactor
    }

    /// What the exchange is told of an event; nil where that is nothing of its market.
    ///
    /// A quantity that the exchange cannot count is left out: nobody has so much.
    mutating func event(_ event: MarketEvent, _ levels: borrowing [PriceLevel]) -> PlayedEvent? {
        switch event {
        case .book(let update):
            return .depth(change(update, levels))
        case .top(let top):
            guard let bid = level(top.bid), let ask = level(top.ask) else { return nil }
            return .ticker(MarketTicker(identifier: Int64(clamping: top.sequence), bid: bid, ask: ask))
        case .trade(let trade):
            guard let quantity = quantity(trade.quantity) else { return nil }
            return .trade(
                MarketTrade(
                    identifier: trade.identifier,
                    price: trade.price.units,
                    quantity: quantity,
                    isBuyerMaker: trade.side == .sell
                )
            )
        case .listing, .state, .heard, .timing:
            return nil
        }
    }

    // MARK: - Parts

    private mutating func change(_ update: BookUpdate, _ levels: borrowing [PriceLevel]) -> MarketDepth {
        var change = MarketDepth(lastID: Int64(clamping: update.sequence), bids: [], asks: [])
        if update.kind == .snapshot {
            for price in bids.takeAll() { change.bids.append(BookLevel(price: price, quantity: 0)) }
            for price in asks.takeAll() { change.asks.append(BookLevel(price: price, quantity: 0)) }
        }
        for index in update.bids {
            guard let level = level(levels[index]) else { continue }
            bids.apply(level.price, level.quantity)
            change.bids.append(level)
        }
        for index in update.asks {
            guard let level = level(levels[index]) else { continue }
            asks.apply(level.price, level.quantity)
            change.asks.append(level)
        }
        guard let depth = update.depth else { return change }
        for price in bids.cut(to: depth) { change.bids.append(BookLevel(price: price, quantity: 0)) }
        for price in asks.cut(to: depth) { change.asks.append(BookLevel(price: price, quantity: 0)) }
        return change
    }

    private func level(_ level: PriceLevel) -> BookLevel? {
        quantity(level.quantity).map { BookLevel(price: level.price.units, quantity: $0) }
    }

    private func quantity(_ quantity: Quantity) -> Int64? {
        let (product, overflow) = quantity.units.multipliedReportingOverflow(by: quantityFactor)
        return overflow ? nil : product
    }
}
