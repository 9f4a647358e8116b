import Books

extension KrakenDecoder {
    /// Reads the `data` of a `trade` message; trades of other symbols are left out.
    func trades(_ bytes: Span<UInt8>, _ trades: inout [Trade]) throws(WireError) -> KrakenMessage {
        var at = 0
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "data", bytes) {
                var moreTrades = try JSON.openArray(bytes, &at)
                while moreTrades {
                    if let trade = try trade(bytes, &at) { trades.append(trade) }
                    moreTrades = try JSON.nextElement(bytes, &at)
                }
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        try JSON.expectEnd(bytes, &at)
        return .trades
    }

    private func trade(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Trade? {
        var isOurs = false
        var price: Int64?
        var quantity: Int64?
        var side: TradeSide?
        var number: Int64?
        var time: WallTime?
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "symbol", bytes) {
                isOurs = self.isOurs(try JSON.string(bytes, &at), bytes)
            } else if JSON.matches(key, "side", bytes) {
                side = JSON.matches(try JSON.string(bytes, &at), "buy", bytes) ? .buy : .sell
            } else if JSON.matches(key, "price", bytes) {
                price = try JSON.decimal(bytes, &at, unit: feed.instrument.priceUnit)
            } else if JSON.matches(key, "qty", bytes) {
                quantity = try JSON.decimal(bytes, &at, unit: feed.instrument.quantityUnit)
            } else if JSON.matches(key, "trade_id", bytes) {
                number = try JSON.integer(bytes, &at)
            } else if JSON.matches(key, "timestamp", bytes) {
                time = RFC3339.parse(bytes, try JSON.string(bytes, &at))
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        guard isOurs, let price, let quantity, let side, let number else { return nil }
        return Trade(
            venue: feed.venue,
            price: Price(units: price),
            quantity: Quantity(units: quantity),
            side: side,
            identifier: number,
            exchangeTime: time
        )
    }
}
