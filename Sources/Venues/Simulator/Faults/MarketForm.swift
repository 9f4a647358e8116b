import Books

/// What faults make of the played market: other prices, or a side where nothing stands.
struct MarketForm: Sendable, Equatable {
    /// What is added to every price, in price units.
    var offset: Int64 = 0
    /// The side where nothing stands.
    var emptySide: Side?

    /// The market as it was recorded.
    static let recorded = MarketForm()

    /// How many price units a share of a book's middle is, in whole ticks.
    static func offset(_ basisPoints: Int64, of book: ExchangeBook, tick: Int64) -> Int64 {
        let best = [book.bids.best, book.asks.best].compactMap(\.self).map { Int128($0.price) }
        guard !best.isEmpty else { return 0 }
        let middle = best.reduce(0, +) / Int128(best.count)
        return Int64(clamping: middle * Int128(basisPoints) / 10_000 / Int128(tick) * Int128(tick))
    }

    /// A book in this form.
    func book(_ recorded: ExchangeBook) -> ExchangeBook {
        ExchangeBook(
            MarketSnapshot(
                lastID: 0,
                bids: levels(recorded.bids.levels, .bid),
                asks: levels(recorded.asks.levels, .ask)
            )
        )
    }

    /// A snapshot in this form.
    func snapshot(_ recorded: MarketSnapshot) -> MarketSnapshot {
        MarketSnapshot(
            lastID: recorded.lastID,
            bids: levels(recorded.bids, .bid),
            asks: levels(recorded.asks, .ask)
        )
    }

    /// A change in this form.
    func change(_ recorded: MarketDepth) -> MarketDepth {
        MarketDepth(
            lastID: recorded.lastID,
            bids: levels(recorded.bids, .bid),
            asks: levels(recorded.asks, .ask)
        )
    }

    /// Best levels in this form.
    func ticker(_ recorded: MarketTicker) -> MarketTicker {
        MarketTicker(
            identifier: recorded.identifier,
            bid: levels([recorded.bid], .bid).first ?? Self.nothing,
            ask: levels([recorded.ask], .ask).first ?? Self.nothing
        )
    }

    /// A trade in this form; nil where nothing stood that it could have been made with.
    func trade(_ recorded: MarketTrade) -> MarketTrade? {
        let side = recorded.isBuyerMaker ? Side.bid : .ask
        guard side != emptySide, let price = price(recorded.price) else { return nil }
        var trade = recorded
        trade.price = price
        return trade
    }

    /// What venues state as the best level of a side where nothing stands.
    static let nothing = BookLevel(price: 0, quantity: 0)

    // MARK: - Parts

    private func levels(_ recorded: [BookLevel], _ side: Side) -> [BookLevel] {
        guard side != emptySide else { return [] }
        return recorded.compactMap { level in
            price(level.price).map { BookLevel(price: $0, quantity: level.quantity) }
        }
    }

    /// A price in this form; nil if it would not be above zero.
    private func price(_ recorded: Int64) -> Int64? {
        let (price, overflow) = recorded.addingReportingOverflow(offset)
        return !overflow && price > 0 && price < DecimalText.bound ? price : nil
    }
}
