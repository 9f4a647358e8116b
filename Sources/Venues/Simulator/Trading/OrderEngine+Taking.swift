import Books

extension OrderEngine {
    /// Lets an order take what its terms allow, best price first, at each price the oldest first.
    mutating func take(
        _ place: Int,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let side = orders[place].side
        let opposite = side.book.opposite
        while orders[place].remaining > 0, let level = book[opposite].best {
            if let price = orders[place].price, !Self.crosses(side, price, level.price) { return }
            let size = wanted(place, at: level.price)
            guard size > 0 else { return }
            let first = open.first { orders[$0].side.book == opposite && orders[$0].price == level.price }
            let played = max(0, level.quantity - ownQuantity(opposite, level.price))
            let before = first.map { min(orders[$0].ahead, played) } ?? played
            if before > 0 {
                let quantity = min(size, before)
                reduce(opposite, level.price, by: quantity, ofPlayed: true, &book)
                let number = publish(level.price, quantity, taker: side)
                fill(place, number, level.price, quantity, isMaker: false, at: now, into: &events)
            } else if let first {
                guard meet(place, first, size, &book, at: now, into: &events) else { return }
            } else {
                preconditionFailure("the level at \(level.price) has no quantity")
            }
        }
    }

    /// What becomes of an order when it has taken what it could.
    mutating func conclude(
        _ place: Int,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let order = orders[place]
        guard order.state == .open else { return }
        if order.spending != nil, order.filled > 0 {
            // What is left buys no lot more: the last trade was the one that filled it.
            orders[place].quantity = order.filled
            orders[place].state = .filled
            revise(place, at: now)
            if case .filled(_, let fill) = events.last {
                events.removeLast()
                events.append(.filled(orders[place], fill))
            }
            return
        }
        guard order.lifetime == .untilCancelled, order.kind != .market, let price = order.price else {
            end(place, .expired, .terms, &book, at: now, into: &events)
            return
        }
        let side = order.side.book
        let standing = book[side].quantity(at: price)
        orders[place].ahead = standing - ownQuantity(side, price)
        touch(side, price, book)
        book[side].apply(BookLevel(price: price, quantity: standing + order.remaining))
        open.append(place)
    }

    /// Ends an order that is not filled whole.
    mutating func end(
        _ place: Int,
        _ state: ExchangeOrder.State,
        _ cause: TradingEvent.EndCause,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let order = orders[place]
        let was = reservation(order)
        if let index = open.firstIndex(of: place), let price = order.price {
            open.remove(at: index)
            lower(order.side.book, price, by: order.remaining, &book)
        }
        orders[place].state = state
        revise(place, at: now)
        reserve(place, was: was)
        events.append(.ended(orders[place], cause))
        let asset = order.side == .buy ? instrument.quote : instrument.base
        if was > 0 { events.append(.balances(account: order.account, assets: [asset])) }
    }

    /// How much of a level an order can take: for one that spends an amount, the lots that are left to afford.
    private func wanted(_ place: Int, at price: Int64) -> Int64 {
        let order = orders[place]
        guard let spending = order.spending else { return order.remaining }
        let left = spending - order.quoteFilled
        let lots = left / Int128(price) / Int128(instrument.lot.units)
        return Int64(clamping: lots * Int128(instrument.lot.units))
    }

    /// Lets an order meet one that stands; false if the order that came is over.
    private mutating func meet(
        _ place: Int,
        _ standing: Int,
        _ size: Int64,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) -> Bool {
        let maker = orders[standing]
        guard let price = maker.price else { preconditionFailure("a market order stands in the book") }
        let quantity = min(size, maker.remaining)
        let rule = maker.account == orders[place].account ? orders[place].selfTrade : .trade
        switch rule {
        case .trade:
            lower(maker.side.book, price, by: quantity, &book)
            let number = publish(price, quantity, taker: orders[place].side)
            fill(standing, number, price, quantity, isMaker: true, at: now, into: &events)
            fill(place, number, price, quantity, isMaker: false, at: now, into: &events)
            let assets = [instrument.base, instrument.quote]
            events.append(.balances(account: maker.account, assets: assets))
            return true
        case .endMaker:
            end(standing, .selfTrade, .selfTrade, &book, at: now, into: &events)
            return true
        case .endTaker:
            end(place, .selfTrade, .selfTrade, &book, at: now, into: &events)
            return false
        case .endBoth:
            end(standing, .selfTrade, .selfTrade, &book, at: now, into: &events)
            end(place, .selfTrade, .selfTrade, &book, at: now, into: &events)
            return false
        case .decrement:
            lower(maker.side.book, price, by: quantity, &book)
            for order in [standing, place] { prevent(order, quantity, at: now, into: &events) }
            return orders[place].state == .open
        }
    }

    /// Takes a quantity away from an order without a trade.
    private mutating func prevent(
        _ place: Int,
        _ quantity: Int64,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let was = reservation(orders[place])
        orders[place].prevented += quantity
        if orders[place].remaining == 0 {
            open.removeAll { $0 == place }
            orders[place].state = .selfTrade
            revise(place, at: now)
            events.append(.ended(orders[place], .selfTrade))
        }
        reserve(place, was: was)
    }

    /// Prints a trade and gives its number.
    mutating func publish(_ price: Int64, _ quantity: Int64, taker: TradeSide) -> Int64 {
        lastTrade += 1
        trades.append(
            MarketTrade(identifier: lastTrade, price: price, quantity: quantity, isBuyerMaker: taker == .sell)
        )
        return lastTrade
    }

    // MARK: - The book

    /// Takes what the played market has at a level.
    mutating func reduce(
        _ side: Side,
        _ price: Int64,
        by quantity: Int64,
        ofPlayed: Bool,
        _ book: inout ExchangeBook
    ) {
        if ofPlayed {
            if !shadows.contains(where: { $0.side == side && $0.price == price }) {
                let played = book[side].quantity(at: price) - ownQuantity(side, price)
                shadows.append(Shadow(side: side, price: price, recorded: played))
            }
            for place in open where orders[place].side.book == side && orders[place].price == price {
                orders[place].ahead = max(0, orders[place].ahead - quantity)
            }
        }
        lower(side, price, by: quantity, &book)
    }

    /// Lowers a level.
    mutating func lower(_ side: Side, _ price: Int64, by quantity: Int64, _ book: inout ExchangeBook) {
        touch(side, price, book)
        let left = max(0, book[side].quantity(at: price) - quantity)
        book[side].apply(BookLevel(price: price, quantity: left))
    }

    /// Notes that a level is going to be another one than was published.
    mutating func touch(_ side: Side, _ price: Int64, _ book: ExchangeBook) {
        guard !touched.contains(where: { $0.side == side && $0.price == price }) else { return }
        touched.append(Touch(side: side, price: price, shown: book[side].quantity(at: price)))
    }
}
