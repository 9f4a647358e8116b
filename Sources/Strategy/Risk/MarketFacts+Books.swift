public import Books

extension MarketFacts {
    /// Reads from the books what stands in them: the middles, and how much lies within the collar of each venue.
    ///
    /// A venue that is not live has no middle and nothing visible.
    public mutating func read(_ consumer: ConsumerBook, _ gate: RiskGate) {
        consumerMid = Self.middle(consumer.best(.bid), consumer.best(.ask))
        for slot in venues.indices {
            let tops = consumer.bestLevels(of: VenueID(slot: slot))
            let isLive = consumer.isLive(VenueID(slot: slot))
            venues[slot].mid = isLive ? Self.middle(tops.bid?.price, tops.ask?.price) : nil
        }
        for slot in venues.indices {
            let venue = VenueID(slot: slot)
            guard consumer.isLive(venue), let collar = gate.collar(for: venue, self) else {
                (venues[slot].visibleBids, venues[slot].visibleAsks) = (.zero, .zero)
                continue
            }
            let book = consumer.book(of: venue)
            venues[slot].visibleBids = Self.standing(book.bids) { $0 >= collar.lowestSell }
            venues[slot].visibleAsks = Self.standing(book.asks) { $0 <= collar.highestBuy }
        }
    }

    private static func middle(_ bid: Price?, _ ask: Price?) -> Mid? {
        guard let bid, let ask else { return nil }
        return Mid(bid, ask)
    }

    private static func standing(_ side: Ladder, while isInside: (Price) -> Bool) -> Quantity {
        var sum = Quantity.zero
        side.forEachLevel { level in
            guard isInside(level.price) else { return false }
            sum = sum.addingSaturated(level.quantity)
            return true
        }
        return sum
    }
}
