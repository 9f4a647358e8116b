import Books

/// The visible sizes of both sides of a book, added up.
struct BookSums: Equatable {
    /// The sum of the bids.
    let bid: Quantity
    /// The sum of the asks.
    let ask: Quantity

    /// The sums over so many levels of each side of the consumer book.
    init(_ consumer: ConsumerView, levels: Int) {
        func sum(_ side: FiveLevels<ConsumerLevelView>) -> Quantity {
            (0..<levels).reduce(.zero) { $0.addingSaturated(side[$1]?.total ?? .zero) }
        }
        bid = sum(consumer.bids)
        ask = sum(consumer.asks)
    }

    /// How much more is bid than asked, in percent of both: -100 to 100; nothing if nothing stands there.
    var imbalance: Int? {
        let total = Int128(bid.units) + Int128(ask.units)
        guard bid.units >= 0, ask.units >= 0, total > 0 else { return nil }
        return Int(Fraction((Int128(bid.units) - Int128(ask.units)) * 100, over: total).nearest)
    }

    /// How many of `parts` parts the bids fill, rounded to the nearest.
    func bidParts(of parts: Int) -> Int {
        let total = Int128(bid.units) + Int128(ask.units)
        guard bid.units >= 0, ask.units >= 0, total > 0 else { return 0 }
        return Int(Fraction(Int128(bid.units) * Int128(parts), over: total).nearest)
    }

    /// Both sums in words.
    func text(_ format: NumberFormat) -> Text {
        var text: Text = "sum bid "
        text.append(Text(fitting: bid.units, format, width: 10))
        text.append("  ask ")
        text.append(Text(fitting: ask.units, format, width: 10))
        return text
    }
}
