import Books

/// Holds the live venues' mids against each other: one market has one price, give or take.
///
/// Apart by more than 200 basis points, at least one of them is wrong, and nobody can say which: the consumer book is
/// shown and not traded on. It takes two seconds of agreement to believe them again. One that is left alone agrees with
/// nobody: it is believed if it was there alone before the other came, and else waits for that or for a person's word.
struct VenueAgreement: Sendable, Equatable {
    private static let limit: Int128 = 200
    private static let agreementSpan = TimeSpan.seconds(2)

    /// The disagreement that lasts; nil while the venues agree.
    private(set) var decoupling: Decoupling?
    /// Since when the mids have been near each other again.
    private var agreedSince: MonotonicTime?
    /// The one venue that could be traded on before another came and disagreed; nil if there was none or several.
    private var incumbent: VenueID?

    /// Looks at the books of the live venues.
    mutating func note(_ consumer: borrowing ConsumerBook, at now: MonotonicTime) {
        let spread = Spread(consumer)
        guard spread.basisPoints <= Self.limit else {
            agreedSince = nil
            decoupling = Decoupling(since: decoupling?.since ?? now, basisPoints: Int64(clamping: spread.basisPoints))
            return
        }
        guard decoupling == nil || spread.count > 1 || spread.only == incumbent && spread.only != nil else {
            agreedSince = nil
            return
        }
        let since = agreedSince ?? now
        agreedSince = since
        if now - since >= Self.agreementSpan { decoupling = nil }
        if decoupling == nil { incumbent = spread.only }
    }

    /// A person says that the one venue that is left may be traded on; nothing while two can be compared.
    mutating func believe(_ consumer: borrowing ConsumerBook) {
        guard Spread(consumer).count == 1 else { return }
        decoupling = nil
    }

    /// How far apart the venues are that have both sides.
    private struct Spread {
        /// How many there are.
        private(set) var count = 0
        /// The one, if there is just one.
        private(set) var only: VenueID?
        /// How far the highest mid lies above the lowest.
        private(set) var basisPoints: Int128 = 0

        init(_ consumer: borrowing ConsumerBook) {
            var lowest: Int128?
            var highest: Int128?
            for slot in 0..<consumer.venueCount where consumer.isLive(VenueID(slot: slot)) {
                let venue = VenueID(slot: slot)
                let top = consumer.bestLevels(of: venue)
                guard let bid = top.bid, let ask = top.ask else { continue }
                // Twice the mid: what is compared is a ratio.
                let mid = Int128(bid.price.units) + Int128(ask.price.units)
                lowest = min(lowest ?? mid, mid)
                highest = max(highest ?? mid, mid)
                count += 1
                only = count == 1 ? venue : nil
            }
            guard let lowest, let highest, lowest > 0 else { return }
            basisPoints = (highest - lowest) * 10_000 / lowest
        }
    }
}
