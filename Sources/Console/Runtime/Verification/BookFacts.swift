import Books
import Venues

/// The facts of one symbol's book over a recording, gathered update by update.
struct BookFacts {
    /// Where in the recording a state stands.
    struct Place {
        /// The line or frame.
        let line: Int
        /// The receive time in ns.
        let time: Int64
        /// Members that only this venue's checkpoints have: its own number, time or checksum.
        let venueMembers: () -> [JSONValue.Member]
    }

    let writer: BookStateWriter
    private(set) var book = OrderBook()
    private var checkpointsDue: [Int]

    private(set) var snapshots = 0
    private(set) var updates = 0
    private var firstSnapshot: JSONValue?
    private var levelChanges = 0
    private var removals = 0
    private var evicted = 0
    private let countsEvictions: Bool
    private var crossedOrLocked = 0
    private var oneSided = 0
    private var widest: (spread: Int64, facts: JSONValue)?
    private var narrowest: (spread: Int64, facts: JSONValue)?
    private var checkpoints: [JSONValue] = []
    private var mids = MidStatistics()
    private var firstTime: Int64?
    private var lastTime: Int64 = 0

    /// Facts that write a checkpoint after each of these numbers of applied updates.
    init(writer: BookStateWriter, checkpoints: [Int], countsEvictions: Bool) {
        self.writer = writer
        self.countsEvictions = countsEvictions
        checkpointsDue = checkpoints.sorted(by: >)
    }

    /// The first price of an update, which tells the order of magnitude; nothing where it has no level.
    static func firstPrice(of update: BookUpdate, levels: [PriceLevel]) -> Price {
        guard let index = update.bids.first ?? update.asks.first else { return Price(units: 0) }
        return levels[index].price
    }

    /// Takes a verified update in.
    mutating func apply(_ update: BookUpdate, levels: [PriceLevel], at place: Place) {
        if update.kind == .snapshot { book.removeAll() }
        for index in update.bids { book.set(levels[index], on: .bid) }
        for index in update.asks { book.set(levels[index], on: .ask) }
        if let depth = update.depth { evicted += book.truncate(to: depth) }
        switch update.kind {
        case .snapshot:
            snapshots += 1
            firstSnapshot =
                firstSnapshot
                ?? .members([
                    "line": .count(place.line),
                    "bids": .count(update.bids.count),
                    "asks": .count(update.asks.count),
                ])
        case .delta:
            updates += 1
            levelChanges += update.bids.count + update.asks.count
            removals += (update.bids.count { levels[$0].quantity == .zero })
            removals += (update.asks.count { levels[$0].quantity == .zero })
        }
        firstTime = firstTime ?? place.time
        lastTime = place.time
        noteState(at: place)
        if update.kind == .delta { noteCheckpoint(at: place) }
    }

    private mutating func noteState(at place: Place) {
        guard let bid = book.bids.best, let ask = book.asks.best else {
            oneSided += 1
            return
        }
        if bid.price >= ask.price { crossedOrLocked += 1 }
        let spread = ask.price.units - bid.price.units
        if widest.map({ spread > $0.spread }) ?? true { widest = (spread, spreadFacts(spread, bid, ask, place)) }
        if narrowest.map({ spread < $0.spread }) ?? true { narrowest = (spread, spreadFacts(spread, bid, ask, place)) }
        mids.take(twiceMid: bid.price.units + ask.price.units, time: place.time)
    }

    private mutating func noteCheckpoint(at place: Place) {
        guard let due = checkpointsDue.last, updates >= due else { return }
        checkpointsDue.removeLast()
        guard updates == due else { return }
        var members: [JSONValue.Member] = [
            .init(name: "after_applied_updates", value: .count(updates)),
            .init(name: "recv_ns", value: .count(place.time)),
            .init(name: "line", value: .count(place.line)),
        ]
        members += place.venueMembers()
        members += writer.state(of: book)
        checkpoints.append(.object(members))
    }

    private func spreadFacts(_ spread: Int64, _ bid: PriceLevel, _ ask: PriceLevel, _ place: Place) -> JSONValue {
        .members([
            "spread": .string(writer.price(spread)),
            "after_applied_updates": .count(updates),
            "line": .count(place.line),
            "best_bid": .string(writer.price(bid.price.units)),
            "best_ask": .string(writer.price(ask.price.units)),
        ])
    }

    /// All facts, with the members that only this venue has.
    func json(adding venueMembers: [JSONValue.Member]) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "first_snapshot", value: firstSnapshot ?? .null),
            .init(name: "checkpoints", value: .array(checkpoints)),
            .init(name: "snapshots", value: .count(snapshots)),
            .init(name: "updates_applied", value: .count(updates)),
            .init(name: "price_level_changes_applied", value: .count(levelChanges)),
            .init(name: "removals_among_them", value: .count(removals)),
        ]
        if countsEvictions { members.append(.init(name: "levels_evicted_by_depth_truncation", value: .count(evicted))) }
        members += [
            .init(name: "crossed_or_locked_states", value: .count(crossedOrLocked)),
            .init(name: "one_sided_states", value: .count(oneSided)),
        ]
        members += venueMembers
        members += [
            .init(name: "max_spread", value: widest?.facts ?? .null),
            .init(name: "min_spread", value: narrowest?.facts ?? .null),
            .init(name: "mid_1s", value: mids.json(halfUnitDecimals: writer.instrument.priceUnit.decimals + 1)),
            .init(name: "first_recv_ns", value: firstTime.map { .count($0) } ?? .null),
            .init(name: "last_recv_ns", value: .count(lastTime)),
            .init(name: "final", value: .object(writer.state(of: book))),
        ]
        return .object(members)
    }
}
