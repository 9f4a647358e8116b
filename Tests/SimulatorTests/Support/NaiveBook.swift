import Books
import Venues

@testable import Simulator

/// A client's book kept in the plainest way: a dictionary a side, texts as they came.
struct NaiveBook {
    private(set) var bids: [Int64: Entry] = [:]
    private(set) var asks: [Int64: Entry] = [:]
    private let instrument: ExchangeInstrument

    /// A level as it was written.
    struct Entry {
        let price: String
        let quantity: String
        /// The level in units.
        let level: BookLevel
    }

    init(_ instrument: ExchangeInstrument) {
        self.instrument = instrument
    }

    /// Sets a level; a quantity of zero removes it.
    mutating func apply(_ side: Side, price: String, quantity: String) throws {
        let key = try DecimalText.parse(price, unit: instrument.priceUnit)
        let units = try DecimalText.parse(quantity, unit: instrument.quantityUnit)
        let level = BookLevel(price: key, quantity: units)
        let entry = units == 0 ? nil : Entry(price: price, quantity: quantity, level: level)
        switch side {
        case .bid: bids[key] = entry
        case .ask: asks[key] = entry
        }
    }

    /// Drops all but the best levels of each side.
    mutating func cut(to depth: Int) {
        for key in bids.keys.sorted(by: >).dropFirst(depth) { bids[key] = nil }
        for key in asks.keys.sorted(by: <).dropFirst(depth) { asks[key] = nil }
    }

    /// Whether it holds exactly the best `depth` levels of each side of the exchange's book.
    func equals(_ book: ExchangeBook, depth: Int = .max) -> Bool {
        Self.equals(bids, book.bids, depth) && Self.equals(asks, book.asks, depth)
    }

    private static func equals(_ levels: [Int64: Entry], _ side: ExchangeSide, _ depth: Int) -> Bool {
        let best = side.levels.suffix(depth)
        return levels.count == best.count && best.allSatisfy { levels[$0.price]?.level == $0 }
    }

    /// Whether two clients hold the same levels.
    func equals(_ other: NaiveBook) -> Bool {
        bids.mapValues(\.level) == other.bids.mapValues(\.level)
            && asks.mapValues(\.level) == other.asks.mapValues(\.level)
    }

    /// The levels of one side as they were written, the best one first.
    func entries(_ side: Side) -> [Entry] {
        switch side {
        case .bid: bids.sorted { $0.key > $1.key }.map(\.value)
        case .ask: asks.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

extension ExchangeSide {
    /// Up to so many levels, the best one first.
    func best(_ count: Int = .max) -> [BookLevel] {
        Array(levels.reversed().prefix(count))
    }
}
