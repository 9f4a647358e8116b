import Books
import Simulator

/// What the exchange really had, at every moment of a run.
struct Truth {
    /// The book from one change to the next.
    struct Version {
        let sequence: UInt64
        /// By the exchange's own clock, as it writes it into messages.
        let stamp: WallTime
        /// The last stamp that the exchange gave while it had this book.
        var lastStamp: WallTime
        let time: MonotonicTime
        let bids: [BookLevel]
        let asks: [BookLevel]
    }

    /// How many levels a side can be proved: all by numbers, ten by Kraken's checksum.
    let depth: Int
    private(set) var versions: [Version] = []

    init(depth: Int) {
        self.depth = depth
    }

    /// Notes what the exchange has from now on.
    ///
    /// `lastStamp` is what its clock showed until then, which is another stamp only where the clock is stepped.
    mutating func note(
        _ book: TruthBook,
        sequence: UInt64,
        stamp: WallTime,
        lastStamp: WallTime,
        time: MonotonicTime
    ) {
        if !versions.isEmpty { versions[versions.count - 1].lastStamp = lastStamp }
        versions.append(
            Version(
                sequence: sequence,
                stamp: WallTime(nanoseconds: stamp.nanoseconds / 1_000 * 1_000),
                lastStamp: WallTime(nanoseconds: .max),
                time: time,
                bids: book.best(.bid, depth),
                asks: book.best(.ask, depth)
            )
        )
    }

    /// The version after the change with that number.
    func version(sequence: UInt64) -> Version? {
        let index = firstIndex { $0.sequence >= sequence }
        return index < versions.count && versions[index].sequence == sequence ? versions[index] : nil
    }

    /// The versions that the exchange may have meant by a stamp: several where its clock was set back.
    func versions(stamp: WallTime) -> [Version] {
        versions.filter { $0.stamp <= stamp && stamp <= $0.lastStamp }
    }

    /// The version at a moment of the run.
    func version(at time: MonotonicTime) -> Version? {
        let index = firstIndex { $0.time > time }
        return index > 0 ? versions[index - 1] : nil
    }

    private func firstIndex(where isBehind: (Version) -> Bool) -> Int {
        var low = 0
        var high = versions.count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(versions[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Truth.Version {
    /// Whether a published book is this one, as deep as it can be proved.
    func equals(_ book: OrderBook, depth: Int) -> Bool {
        Self.equals(bids, book.bids, depth) && Self.equals(asks, book.asks, depth)
    }

    private static func equals(_ truth: [BookLevel], _ side: Ladder, _ depth: Int) -> Bool {
        var index = 0
        var isEqual = true
        side.forEachLevel { level in
            guard index < depth else { return false }
            isEqual =
                isEqual && index < truth.count && truth[index].price == level.price.units
                && truth[index].quantity == level.quantity.units
            index += 1
            return isEqual
        }
        return isEqual && index == truth.count
    }
}
