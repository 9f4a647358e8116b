import Books

/// Notices a book that is late though messages come.
///
/// Two signs: the venue's stamps, held against the estimate of its clock, and tops of the book whose numbers run ahead
/// of the depth that ought to follow them.
struct LagWatch: Sendable {
    /// From how much on a book is late: as a trader judges a decision's data (three quarters of a second).
    static let limit = TimeSpan.milliseconds(750)
    /// How little it has to be for the book to count as current again.
    private static let recovered = TimeSpan.milliseconds(500)

    /// How late the last change or trade was by its stamp; nil where that is not known.
    private var stampLag: TimeSpan?
    /// When that was read.
    private var stampReadAt = MonotonicTime(nanoseconds: .min / 2)
    /// The first top that no depth has covered yet, and when it came.
    private var ahead: (sequence: UInt64, since: MonotonicTime)?
    /// Whether the book counted as late when it was last asked.
    private var isLate = false

    /// Nothing is known: a connection begins.
    mutating func reset() {
        self = LagWatch()
    }

    /// Takes a change of the book in.
    mutating func take(_ update: BookUpdate, delay: TimeSpan?, at now: MonotonicTime) {
        switch update.kind {
        case .snapshot:
            // The snapshot of a quiet market carries the stamp of its last change, which says nothing of the way.
            ahead = nil
        case .delta:
            stampLag = delay
            stampReadAt = now
            if let waiting = ahead, waiting.sequence <= update.sequence { ahead = nil }
        }
    }

    /// Takes the delay of a trade in: what comes behind it over the same stream is no fresher.
    mutating func take(tradeDelay delay: TimeSpan, at now: MonotonicTime) {
        stampLag = delay
        stampReadAt = now
    }

    /// The venue has answered what was asked at `moment`, so nothing is on its way that it sent before.
    ///
    /// That ends a lateness which nothing has shown since; as long as messages come, their stamps decide: the answer may
    /// come from the venue's front while what lies behind that is late.
    mutating func answered(askedAt moment: MonotonicTime) {
        if stampReadAt < moment { stampLag = nil }
    }

    /// Takes a stated top in, when the last depth in the book was `sequence`.
    mutating func take(_ top: StatedTop, beside sequence: UInt64?, at now: MonotonicTime) {
        guard ahead == nil, let sequence, top.sequence > sequence else { return }
        ahead = (top.sequence, now)
    }

    /// When the tops will have run ahead for too long.
    var deadline: MonotonicTime? {
        isLate ? nil : ahead.map { $0.since + Self.limit }
    }

    /// How late the book is, if that is too late.
    mutating func lag(at now: MonotonicTime) -> TimeSpan? {
        let lag = max(stampLag ?? .zero, ahead.map { now - $0.since } ?? .zero)
        isLate = isLate ? lag > Self.recovered : lag >= Self.limit
        return isLate ? lag : nil
    }
}
