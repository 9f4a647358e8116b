/// A book that keeps the digits as they were sent, for checksums over them.
struct WrittenBook: Sendable {
    private struct Entry: Sendable {
        let key: Key
        let level: DialectLevels.Level
    }

    /// A price in two parts, so that neither far nor fine ones need a common unit.
    private struct Key: Sendable, Comparable {
        let whole: Int64
        /// In units of 10^-18.
        let fraction: Int64

        static func < (left: Key, right: Key) -> Bool {
            (left.whole, left.fraction) < (right.whole, right.fraction)
        }

        /// The price that is written plainly; nil if it is not.
        init?(_ text: String) {
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let digits = parts.count == 2 ? parts[1] : ""
            guard let whole = Int64(parts[0]), whole >= 0, digits.utf8.count <= 18,
                digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            self.whole = whole
            fraction = Int64(digits + String(repeating: "0", count: 18 - digits.utf8.count)) ?? 0
        }
    }

    private var bids: [Entry] = []
    private var asks: [Entry] = []

    /// Takes a whole book or a change in, and cuts it where the levels say so; false if a number cannot be read.
    mutating func apply(_ levels: DialectLevels, isWhole: Bool) -> Bool {
        if isWhole {
            bids.removeAll(keepingCapacity: true)
            asks.removeAll(keepingCapacity: true)
        }
        for level in levels.bids where !Self.set(level, in: &bids, isBid: true) { return false }
        for level in levels.asks where !Self.set(level, in: &asks, isBid: false) { return false }
        if let depth = levels.depth {
            bids.removeLast(max(0, bids.count - depth))
            asks.removeLast(max(0, asks.count - depth))
        }
        return true
    }

    /// The best bids, the best first.
    func bids(_ count: Int) -> [DialectLevels.Level] { bids.prefix(count).map(\.level) }

    /// The best asks, the best first.
    func asks(_ count: Int) -> [DialectLevels.Level] { asks.prefix(count).map(\.level) }

    private static func set(_ level: DialectLevels.Level, in side: inout [Entry], isBid: Bool) -> Bool {
        guard let key = Key(level.price) else { return false }
        let removes = level.quantity.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
        var low = 0
        var high = side.count
        while low < high {
            let middle = (low + high) / 2
            // The best level stands first on both sides.
            if isBid ? side[middle].key > key : side[middle].key < key { low = middle + 1 } else { high = middle }
        }
        let isThere = low < side.count && side[low].key == key
        switch (isThere, removes) {
        case (true, true): side.remove(at: low)
        case (true, false): side[low] = Entry(key: key, level: level)
        case (false, true): break
        case (false, false): side.insert(Entry(key: key, level: level), at: low)
        }
        return true
    }
}
