import Books

@testable import Simulator

/// The books that an exchange has shown lately: how old the client's is, is told by them and by no clock of the client.
struct BookHistory {
    private struct Version {
        let book: ExchangeBook
        let since: MonotonicTime
    }

    /// What is found out about a book.
    enum Finding {
        /// Nothing, or it is current.
        case current
        /// For how long the exchange has had newer ones.
        case old(TimeSpan)
        /// The exchange had no such book within the memory.
        case unknown
    }

    private var versions: [Version] = []
    /// When several changes were last shown in one step: the books between them are not here.
    private var jumpedAt: MonotonicTime?

    /// How long a book is remembered that was followed by another one.
    static let memory = TimeSpan.seconds(20)
    /// So many changes may be lost, or hidden behind the levels that a checksum covers, before one shows it.
    private static let grace = 3

    /// Notes what the exchange shows from now on; `isJump` says that it has done more than one change at a time.
    mutating func note(_ book: ExchangeBook, at now: MonotonicTime, isJump: Bool) {
        if let last = versions.last, last.book == book { return }
        versions.append(Version(book: book, since: now))
        if isJump { jumpedAt = now }
        guard versions.count > 400 else { return }
        let firstKept = versions.firstIndex { now - $0.since <= Self.memory } ?? 0
        versions.removeFirst(max(0, firstKept - Self.grace - 1))
    }

    /// What is to be said of the client's book, compared `depth` levels deep.
    func finding(on book: OrderBook, depth: Int, at now: MonotonicTime) -> Finding {
        for place in versions.indices.reversed() where Self.equals(versions[place].book, book, depth) {
            let next = place + Self.grace
            return next < versions.count ? .old(now - versions[next].since) : .current
        }
        if let jumpedAt, now - jumpedAt < Self.memory { return .current }
        return .unknown
    }

    private static func equals(_ truth: ExchangeBook, _ book: OrderBook, _ depth: Int) -> Bool {
        equals(truth.bids, book.bids, depth) && equals(truth.asks, book.asks, depth)
    }

    private static func equals(_ truth: ExchangeSide, _ side: Ladder, _ depth: Int) -> Bool {
        let wanted = min(depth, truth.count)
        var rank = 0
        var isEqual = true
        side.forEachLevel { level in
            guard rank < depth else { return false }
            isEqual =
                rank < wanted && truth[rank].price == level.price.units
                && truth[rank].quantity == level.quantity.units
            rank += 1
            return isEqual
        }
        return isEqual && rank == wanted
    }
}
