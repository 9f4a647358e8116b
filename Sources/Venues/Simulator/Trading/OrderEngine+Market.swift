import Books

extension OrderEngine {
    /// Whether the played market needs no look from the engine.
    private var isIdle: Bool { open.isEmpty && shadows.isEmpty && touched.isEmpty }

    /// Applies what the recording says of the book; `change` becomes what the book then shows.
    ///
    /// The recording speaks of its own market: what stands of our orders comes on top. A level that it names is as it
    /// says, whatever was taken there before. Orders that it crosses trade at their own price, as the older ones.
    ///
    /// A change that speaks of a time before our orders' own changes does not publish those (`isLate`).
    mutating func absorb(
        _ change: inout MarketDepth,
        _ book: inout ExchangeBook,
        isLate: Bool = false,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        guard !isIdle else {
            book.apply(change)
            return
        }
        for shadow in shadows {
            guard let quantity = shadow.restated, quantity == shadow.recorded else { continue }
            let levels = shadow.side == .bid ? change.bids : change.asks
            // It changed and changed back between two events of the book: it stands there again.
            guard !levels.contains(where: { $0.price == shadow.price }) else { continue }
            let level = BookLevel(price: shadow.price, quantity: quantity)
            if shadow.side == .bid { change.bids.append(level) } else { change.asks.append(level) }
        }
        settle(&change.bids, .bid)
        settle(&change.asks, .ask)
        book.apply(change)
        crossOpenOrders(&book, at: now, into: &events)
        if isLate {
            for index in touched.indices {
                let levels = touched[index].side == .bid ? change.bids : change.asks
                guard let told = levels.last(where: { $0.price == touched[index].price }) else { continue }
                touched[index].shown = told.quantity
            }
            return
        }
        for touch in touched {
            let level = BookLevel(price: touch.price, quantity: book[touch.side].quantity(at: touch.price))
            if touch.side == .bid {
                change.bids.removeAll { $0.price == touch.price }
                change.bids.append(level)
            } else {
                change.asks.removeAll { $0.price == touch.price }
                change.asks.append(level)
            }
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// The book as it was published: without what our orders have changed since.
    func published(_ book: ExchangeBook) -> ExchangeBook {
        guard !touched.isEmpty else { return book }
        var published = book
        for touch in touched { published[touch.side].apply(BookLevel(price: touch.price, quantity: touch.shown)) }
        return published
    }

    /// The book as the recording has it: with what our orders took, and without what stands of them.
    func played(_ book: ExchangeBook) -> ExchangeBook {
        guard !isIdle else { return book }
        var played = book
        for place in open {
            guard let price = orders[place].price else { continue }
            let side = orders[place].side.book
            let quantity = played[side].quantity(at: price) - orders[place].remaining
            played[side].apply(BookLevel(price: price, quantity: max(0, quantity)))
        }
        for shadow in shadows {
            let level = BookLevel(price: shadow.price, quantity: shadow.restated ?? shadow.recorded)
            played[shadow.side].apply(level)
        }
        return played
    }

    /// Takes a level of the played market over that the book does not show yet.
    mutating func foretell(
        _ change: MarketDepth,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        for level in change.bids { touch(.bid, level.price, book) }
        for level in change.asks { touch(.ask, level.price, book) }
        var unpublished = change
        let shown = touched
        absorb(&unpublished, &book, isLate: true, at: now, into: &events)
        // Nothing of it was told: what was published of these levels is what it was.
        for touch in shown {
            guard let index = touched.firstIndex(where: { $0.side == touch.side && $0.price == touch.price }) else {
                continue
            }
            touched[index].shown = touch.shown
        }
    }

    /// Takes over a book that begins anew.
    mutating func restart(_ book: inout ExchangeBook, at now: ExchangeMoment, into events: inout [TradingEvent]) {
        shadows.removeAll()
        var placed: [Int] = []
        for place in open {
            guard let price = orders[place].price else { continue }
            let side = orders[place].side.book
            let standing = book[side].quantity(at: price)
            let own = placed.filter { orders[$0].side.book == side && orders[$0].price == price }
            orders[place].ahead = standing - own.reduce(0) { $0 + orders[$1].remaining }
            book[side].apply(BookLevel(price: price, quantity: standing + orders[place].remaining))
            placed.append(place)
        }
        crossOpenOrders(&book, at: now, into: &events)
        touched.removeAll()
    }

    /// Lets open orders have their part of a trade of the played market, and gives what is left of it.
    ///
    /// An order at a better price comes first; at the same price first comes what stood there before it.
    mutating func share(
        _ trade: MarketTrade,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) -> MarketTrade? {
        var left = trade.quantity
        var passed: Int64 = 0
        let side: TradeSide = trade.isBuyerMaker ? .buy : .sell
        for place in byPriority(side) {
            guard left > 0, let price = orders[place].price, Self.crosses(side, price, trade.price) else { break }
            if price == trade.price {
                let ahead = min(left, max(0, orders[place].ahead - passed))
                passed += ahead
                left -= ahead
            }
            let quantity = min(left, orders[place].remaining)
            guard quantity > 0 else { continue }
            left -= quantity
            meetMarket(place, price, quantity, &book, at: now, into: &events)
        }
        for place in open where orders[place].side == side && orders[place].price == trade.price {
            orders[place].ahead = max(0, orders[place].ahead - passed)
        }
        guard left > 0 else { return nil }
        var rest = trade
        rest.quantity = left
        rest.identifier = max(trade.identifier, lastTrade + 1)
        lastTrade = rest.identifier
        return rest
    }

    /// The best levels as the book has them: without what was taken, with what stands of our orders.
    mutating func restate(_ ticker: MarketTicker, _ book: ExchangeBook) -> MarketTicker {
        guard !isIdle else { return ticker }
        var ticker = ticker
        ticker.bid = restate(ticker.bid, .bid, book)
        ticker.ask = restate(ticker.ask, .ask, book)
        return ticker
    }

    /// The level of the played market that an open order meets although the book does not show it yet.
    func foretold(by ticker: MarketTicker) -> MarketDepth? {
        guard !open.isEmpty else { return nil }
        let bid = byPriority(.buy).first.flatMap { orders[$0].price }
        let ask = byPriority(.sell).first.flatMap { orders[$0].price }
        var change = MarketDepth(lastID: 0, bids: [], asks: [])
        if let bid, ticker.ask.price <= bid, ticker.ask.quantity > 0, !isTaken(ticker.ask, .ask) {
            change.asks.append(ticker.ask)
        }
        if let ask, ticker.bid.price >= ask, ticker.bid.quantity > 0, !isTaken(ticker.bid, .bid) {
            change.bids.append(ticker.bid)
        }
        return change.bids.isEmpty && change.asks.isEmpty ? nil : change
    }

    /// The trades that our orders made since this was asked last.
    mutating func takeTrades() -> [MarketTrade] {
        guard !trades.isEmpty else { return [] }
        let made = trades
        trades.removeAll(keepingCapacity: true)
        return made
    }

    /// The levels that our orders changed since this was asked last, as they are now, and the trades they made.
    mutating func takeChanges(_ book: ExchangeBook) -> (change: MarketDepth, trades: [MarketTrade]) {
        var change = MarketDepth(lastID: 0, bids: [], asks: [])
        for touch in touched {
            let level = BookLevel(price: touch.price, quantity: book[touch.side].quantity(at: touch.price))
            if touch.side == .bid { change.bids.append(level) } else { change.asks.append(level) }
        }
        let made = trades
        touched.removeAll(keepingCapacity: true)
        trades.removeAll(keepingCapacity: true)
        return (change, made)
    }

    // MARK: - Parts

    /// Adds our orders to levels of the recording, and forgets what was taken there.
    private mutating func settle(_ levels: inout [BookLevel], _ side: Side) {
        for index in levels.indices {
            let price = levels[index].price
            shadows.removeAll { $0.side == side && $0.price == price }
            for place in open where orders[place].side.book == side && orders[place].price == price {
                orders[place].ahead = min(orders[place].ahead, levels[index].quantity)
            }
            let (sum, overflow) = levels[index].quantity.addingReportingOverflow(ownQuantity(side, price))
            if !overflow { levels[index].quantity = sum }
        }
    }

    /// Lets open orders trade with a played market that has come to their price.
    private mutating func crossOpenOrders(
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        for side in [TradeSide.buy, .sell] {
            let opposite = side.book.opposite
            for place in byPriority(side) {
                guard let price = orders[place].price else { continue }
                while orders[place].remaining > 0, let level = book[opposite].best,
                    Self.crosses(side, price, level.price)
                {
                    let played = level.quantity - ownQuantity(opposite, level.price)
                    let quantity = min(played, orders[place].remaining)
                    guard quantity > 0 else { break }
                    reduce(opposite, level.price, by: quantity, ofPlayed: true, &book)
                    meetMarket(place, price, quantity, &book, at: now, into: &events)
                }
            }
        }
    }

    /// An open order trades with the played market at its own price.
    private mutating func meetMarket(
        _ place: Int,
        _ price: Int64,
        _ quantity: Int64,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let side = orders[place].side
        lower(side.book, price, by: quantity, &book)
        let number = publish(price, quantity, taker: side.opposite)
        fill(place, number, price, quantity, isMaker: true, at: now, into: &events)
        events.append(.balances(account: orders[place].account, assets: [instrument.base, instrument.quote]))
    }

    /// The open orders of one side, the best price first, of one price the oldest first.
    private func byPriority(_ side: TradeSide) -> [Int] {
        open.filter { orders[$0].side == side }.sorted { left, right in
            let (one, other) = (orders[left].price ?? 0, orders[right].price ?? 0)
            if one == other { return left < right }
            return side == .buy ? one > other : one < other
        }
    }

    private func isTaken(_ level: BookLevel, _ side: Side) -> Bool {
        shadows.contains { $0.side == side && $0.price == level.price && $0.recorded == level.quantity }
    }

    private mutating func restate(_ level: BookLevel, _ side: Side, _ book: ExchangeBook) -> BookLevel {
        var shown = level
        if let index = shadows.firstIndex(where: { $0.side == side && $0.price == level.price }) {
            if level.quantity == shadows[index].recorded, shadows[index].restated == nil {
                shown.quantity = book[side].quantity(at: level.price) - ownQuantity(side, level.price)
            } else {
                shadows[index].restated = level.quantity
            }
        }
        let own = open.compactMap { orders[$0].side.book == side ? orders[$0].price : nil }
        let best = side == .bid ? own.max() : own.min()
        if let best, side == .bid ? best > level.price : best < level.price {
            return BookLevel(price: best, quantity: book[side].quantity(at: best))
        }
        let (sum, overflow) = shown.quantity.addingReportingOverflow(ownQuantity(side, level.price))
        if !overflow { shown.quantity = sum }
        guard shown.quantity <= 0 else { return shown }
        let next = (0..<book[side].count).lazy.map { book[side][$0] }.first { other in
            side == .bid ? other.price < level.price : other.price > level.price
        }
        return next ?? level
    }
}
