import Books
import TestKit
import Testing

/// The consumer book and its measures against exact arithmetic over dictionaries.
@Suite("The consumer book's measures")
struct ConsumerMeasuresTests {
    typealias Random = SplitMix64

    private static func level(_ price: Int64, _ quantity: Int64) -> PriceLevel {
        PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
    }

    private static func update(
        _ slot: Int,
        _ kind: BookUpdate.Kind,
        bids: Int,
        asks: Int,
        depth: Int?,
        limit: Int?
    ) -> BookUpdate {
        BookUpdate(
            venue: VenueID(slot: slot),
            kind: kind,
            sequence: 1,
            exchangeTime: nil,
            receiveTime: MonotonicTime(nanoseconds: 0),
            depth: depth,
            bids: 0..<bids,
            asks: bids..<(bids + asks),
            snapshotLimit: limit
        )
    }

    @Test(
        "After every step it is the sum of its live venues, as far as all of them see, and so is every measure of it",
        arguments: [1, 2, 3, 8]
    )
    func sums(venueCount: Int) {
        forEachSeed(1...25) { seed, generator in
            var book = ConsumerBook(venueCount: venueCount)
            var plain = KnownVenues(venues: Array(repeating: .init(), count: venueCount))
            let depths = (0..<venueCount).map { _ in generator.oneIn(3) ? generator.pick(1...6) : nil }
            for step in 0..<80 {
                Self.change(&book, &plain, depths, &generator)
                for side in Side.allCases {
                    let failure =
                        Self.difference(book, plain, side) ?? Self.measures(book, plain, side, &generator)
                    #expect(failure == nil, "seed \(seed), step \(step), \(side)")
                    if failure != nil { return }
                }
                #expect(Self.microPriceDifference(book, plain) == nil, "seed \(seed), step \(step)")
            }
        }
    }

    private static func change(
        _ book: inout ConsumerBook,
        _ plain: inout KnownVenues,
        _ depths: [Int?],
        _ generator: inout Random
    ) {
        let slot = generator.pick(0...depths.count - 1)
        let venue = VenueID(slot: slot)
        switch generator.pick(0...9) {
        case 0...1:
            plain.venues[slot].isLive.toggle()
            book.setLive(plain.venues[slot].isLive, venue: venue)
        case 2:
            book.setTick(Price(units: generator.pick([Int64(1), 5])), venue: venue)
        default:
            let kind = generator.oneIn(4) ? BookUpdate.Kind.snapshot : .delta
            let bids = levels(&generator)
            let asks = levels(&generator)
            let limit = kind == .snapshot && generator.oneIn(2) ? generator.pick(1...6) : nil
            // A delta is cut to the depth that its snapshot had.
            let depth = kind == .snapshot ? depths[slot] : plain.venues[slot].depth
            let update = update(slot, kind, bids: bids.count, asks: asks.count, depth: depth, limit: limit)
            book.apply(update, levels: bids + asks)
            plain.apply(update, bids + asks)
        }
    }

    private static func levels(_ generator: inout Random) -> [PriceLevel] {
        (0..<generator.pick(0...7)).map { _ in
            let quantity = generator.oneIn(12) ? DecimalText.bound - 1 : generator.pick(Int64(0)...4)
            return level(generator.pick(1...20), quantity)
        }
    }

    private static func difference(_ book: ConsumerBook, _ plain: KnownVenues, _ side: Side) -> String? {
        let expected = plain.levels(side)
        let levels = book.top(.max, of: side)
        let seen = levels.map { level in
            KnownVenues.Level(price: level.price, parts: book.venues.map { level[$0].units })
        }
        guard seen == expected else { return "\(seen), not \(expected)" }
        guard levels.map(\.total.units) == expected.map(\.total) else { return "totals" }
        let five = book.topFive(side)
        guard five.count == min(5, levels.count) else { return "\(five.count) of the best five" }
        for depth in 0..<five.count where five[depth] != levels[depth] { return "the best five at \(depth)" }
        guard book.known(side) == plain.known(side).map({ .to($0) }) ?? .everything else {
            return "known \(book.known(side)), not \(String(describing: plain.known(side)))"
        }
        return nil
    }

    private static func measures(
        _ book: ConsumerBook,
        _ plain: KnownVenues,
        _ side: Side,
        _ generator: inout Random
    ) -> String? {
        let levels = plain.levels(side)
        let size = generator.pick([-1, 0, 1, 3, 10, 40, DecimalText.bound - 1, .max])
        if let failure = fill(book, plain, side, size) { return failure }
        let count = generator.pick(0...6)
        let sum = levels.prefix(count).reduce(Int128(0)) { $0 + Int128($1.total) }
        let sums = book.sums(ofBest: count)
        guard (side == .bid ? sums.bids : sums.asks).units == Int64(clamping: sum) else { return "sum of \(count)" }
        let price = Price(units: generator.pick(0...21))
        let isKnown = plain.known(side).map { side == .bid ? price >= $0 : price <= $0 } ?? true
        let until = levels.filter { side == .bid ? $0.price >= price : $0.price <= price }
        let expected = isKnown ? Int64(clamping: until.reduce(Int128(0)) { $0 + Int128($1.total) }) : nil
        let cumulative = book.cumulative(to: price, on: side)?.units
        return cumulative == expected ? nil : "cumulative \(String(describing: cumulative)) to \(price)"
    }

    private static func fill(_ book: ConsumerBook, _ plain: KnownVenues, _ side: Side, _ size: Int64) -> String? {
        var left = Int128(max(0, size))
        var notional = Int128(0)
        var worst: Price?
        for level in plain.levels(side) where left > 0 {
            let taken = min(left, Int128(level.total))
            notional += taken * Int128(level.price.units)
            left -= taken
            worst = level.price
        }
        let filled = Int128(max(0, size)) - left
        let end: WalkedFill.End =
            left == 0 ? .complete : plain.known(side).map { .unknownBeyond($0) } ?? .exhausted
        let fill = book.fill(Quantity(units: size), from: side)
        guard fill.end == end, fill.filled.units == filled, fill.notional.units == notional, fill.worst == worst
        else { return "\(fill), not \(filled), \(notional), \(end)" }
        for rounding in [Rounding.down, .up] {
            let expected = filled == 0 ? nil : plainQuotient(notional, filled, rounding)
            guard fill.averagePrice(rounding).map({ Int128($0.units) }) == expected else { return "average" }
        }
        return nil
    }

    private static func microPriceDifference(_ book: ConsumerBook, _ plain: KnownVenues) -> String? {
        for rounding in [Rounding.down, .up] {
            let price = book.microPrice(rounding).map { Int128($0.units) }
            guard let bid = plain.levels(.bid).first, let ask = plain.levels(.ask).first else {
                if price != nil { return "a micro-price of nothing" }
                continue
            }
            let bidTotal = Int128(bid.total)
            let askTotal = Int128(ask.total)
            let weighted = Int128(bid.price.units) * askTotal + Int128(ask.price.units) * bidTotal
            let expected = plainQuotient(weighted, bidTotal + askTotal, rounding)
            if price != expected { return "micro-price \(String(describing: price)), not \(expected)" }
        }
        return nil
    }

    // MARK: - Known depth

    @Test(
        "A book that grew beyond its limit lets far levels go and knows that it does not see them",
        arguments: [1, 5]
    )
    func letsGo(tick: Int64) {
        var book = OrderBook(tick: Price(units: tick))
        var levels: [PriceLevel] = []
        for index in 1...Int64(OrderBook.levelLimit) { levels.append(Self.level(index * tick, 1)) }
        let all = Self.update(0, .snapshot, bids: levels.count, asks: 0, depth: nil, limit: nil)
        book.apply(all, levels: levels)
        #expect(book.bids.count == OrderBook.levelLimit)
        #expect(book.known(.bid) == .everything)
        let more = [Self.level((Int64(OrderBook.levelLimit) + 1) * tick, 1)]
        book.apply(Self.update(0, .delta, bids: 1, asks: 0, depth: nil, limit: nil), levels: more)
        #expect(book.bids.count == OrderBook.levelsKept)
        let last = Price(units: Int64(OrderBook.levelLimit + 2 - OrderBook.levelsKept) * tick)
        #expect(book.known(.bid) == .to(last))
        #expect(book.known(.ask) == .everything)
        #expect(book.fill(Quantity(units: .max), from: .bid).end == .unknownBeyond(last))
        // A level that comes back beyond is not part of what is known.
        book.apply(Self.update(0, .delta, bids: 1, asks: 0, depth: nil, limit: nil), levels: [Self.level(tick, 9)])
        #expect(book.known(.bid) == .to(last))
        #expect(book.fill(Quantity(units: .max), from: .bid).filled.units == Int64(OrderBook.levelsKept))
        book.apply(Self.update(0, .snapshot, bids: 1, asks: 0, depth: nil, limit: 5), levels: [Self.level(tick, 9)])
        #expect(book.known(.bid) == .everything)
    }

    @Test("A snapshot with as many levels as were asked for ends where it ends; one with fewer is everything")
    func snapshotLimit() {
        var book = OrderBook()
        let levels = [Self.level(9, 1), Self.level(8, 1), Self.level(11, 1)]
        book.apply(Self.update(0, .snapshot, bids: 2, asks: 1, depth: nil, limit: 2), levels: levels)
        #expect(book.known(.bid) == .to(Price(units: 8)))
        #expect(book.known(.ask) == .everything)
        book.apply(Self.update(0, .delta, bids: 1, asks: 0, depth: nil, limit: nil), levels: [Self.level(7, 1)])
        #expect(book.known(.bid) == .to(Price(units: 8)))
        book.removeAll()
        #expect(book.known(.bid) == .everything)
    }

    // MARK: - Rounding

    @Test("Quotients are rounded down and up for every sign of both numbers")
    func rounding() {
        for dividend in Int128(-60)...60 {
            for divisor in Int128(-9)...9 where divisor != 0 {
                let sign: Int128 = divisor < 0 ? -1 : 1
                for rounding in [Rounding.down, .up] {
                    let expected = plainQuotient(dividend * sign, divisor * sign, rounding)
                    let quotient = rounding.quotient(dividend, divisor).map { Int128($0) }
                    #expect(quotient == expected, "\(dividend) / \(divisor)")
                }
            }
        }
    }

    @Test("A quotient that does not fit, or a divisor of zero, is none", arguments: [Rounding.down, .up])
    func noQuotient(rounding: Rounding) {
        #expect(rounding.quotient(1, 0) == nil)
        #expect(rounding.quotient(.min, -1) == nil)
        #expect(rounding.quotient(.min, 1) == nil)
        #expect(rounding.quotient(Int128(Int64.max) + 1, 1) == nil)
        #expect(rounding.quotient(Int128(Int64.max), 1) == .max)
        #expect(rounding.quotient(Int128(Int64.min), 1) == .min)
        #expect(rounding.quotient(Int128(Int64.max) * 2 + 1, 2) == (rounding == .down ? .max : nil))
        #expect(rounding.quotient(Int128(Int64.min) * 2 - 1, 2) == (rounding == .down ? nil : .min))
    }
}
