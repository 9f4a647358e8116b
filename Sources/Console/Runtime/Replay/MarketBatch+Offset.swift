import Books

extension MarketBatch {
    /// Appends all events to `other` with `offset` added to every price.
    ///
    /// A price that the sum takes out of range is left as it is: it is none that anybody trades at.
    func append(to other: inout MarketBatch, adding offset: Price) {
        let first = other.levels.count
        for level in levels { other.levels.append(level.moved(by: offset)) }
        for event in events {
            switch event {
            case .book(let update):
                other.append(.book(update.shifted(by: first)))
            case .top(let top):
                other.append(
                    .top(
                        StatedTop(
                            venue: top.venue,
                            sequence: top.sequence,
                            bid: top.bid.moved(by: offset),
                            ask: top.ask.moved(by: offset)
                        )
                    )
                )
            case .trade(let trade):
                other.append(
                    .trade(
                        Trade(
                            venue: trade.venue,
                            price: trade.price.moved(by: offset),
                            quantity: trade.quantity,
                            side: trade.side,
                            identifier: trade.identifier,
                            exchangeTime: trade.exchangeTime
                        )
                    )
                )
            case .listing, .state, .heard, .timing:
                other.append(event)
            }
        }
    }
}

extension PriceLevel {
    fileprivate func moved(by offset: Price) -> PriceLevel {
        PriceLevel(price: price.moved(by: offset), quantity: quantity)
    }
}

extension Price {
    fileprivate func moved(by offset: Price) -> Price {
        let (sum, overflow) = units.addingReportingOverflow(offset.units)
        return overflow ? self : Price(units: sum)
    }
}
