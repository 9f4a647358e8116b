import Books

/// Holds the live venues' mids against each other: one market has one price, give or take.
///
/// Apart by more than 200 basis points, at least one of them is wrong, and nobody can say which: the consumer book is
/// shown and not traded on. It takes two seconds of agreement to believe them again.
struct VenueAgreement: Sendable, Equatable {
    private static let limit: Int128 = 200
    private static let agreementSpan = TimeSpan.seconds(2)

    /// The disagreement that lasts; nil while the venues agree.
    private(set) var decoupling: Decoupling?
    /// Since when the mids have been near each other again.
    private var agreedSince: MonotonicTime?

    /// Looks at the books of the live venues.
    mutating func note(_ consumer: borrowing ConsumerBook, at now: MonotonicTime) {
        guard let apart = Self.basisPoints(consumer), apart > Self.limit else {
            let since = agreedSince ?? now
            agreedSince = since
            if now - since >= Self.agreementSpan { decoupling = nil }
            return
        }
        agreedSince = nil
        decoupling = Decoupling(since: decoupling?.since ?? now, basisPoints: Int64(clamping: apart))
    }

    /// How far the highest mid lies above the lowest; nil with less than two venues that have both sides.
    private static func basisPoints(_ consumer: borrowing ConsumerBook) -> Int128? {
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
        }
        guard let lowest, let highest, lowest > 0 else { return nil }
        return (highest - lowest) * 10_000 / lowest
    }
}
