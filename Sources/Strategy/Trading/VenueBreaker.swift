import Books

/// Stops sending to a venue that does not answer, or refuses too much, and tries again by itself only where that is safe.
///
/// Opens on three orders in a row of which nobody knows what became, or on five that failed of the last twenty. It stays
/// open for 5 s, doubling with each opening up to 60 s, with full jitter so that consoles do not come back together. What
/// opened on failures ends with one order of the smallest size; what opened on doubt waits for a person.
struct VenueBreaker: Sendable {
    /// What an order came to.
    enum Outcome: Sendable, Hashable {
        /// The venue took it and told its end.
        case good
        /// The venue refused it.
        case failed
        /// Nobody knows.
        case ambiguous
    }

    /// Until when nothing new is sent; nil while it is closed.
    private(set) var openUntil: MonotonicTime?
    /// Whether it opened because nobody knew what became of orders.
    private(set) var isForDoubt = false

    private var failures: [Bool] = []
    private var doubtsInRow = 0
    private var openings = 0
    private var random: SeededRandom

    private static let window = 20
    private static let mostFailures = 5
    private static let mostDoubts = 3
    private static let base = TimeSpan.seconds(5)
    private static let cap = TimeSpan.seconds(60)

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Notes what an order came to; true if that opens it.
    mutating func note(_ outcome: Outcome, at now: MonotonicTime) -> Bool {
        failures.append(outcome != .good)
        if failures.count > Self.window { failures.removeFirst() }
        doubtsInRow = outcome == .ambiguous ? doubtsInRow + 1 : 0
        if outcome == .good { openings = 0 }
        guard openUntil == nil else { return false }
        let isDoubtful = doubtsInRow >= Self.mostDoubts
        guard isDoubtful || failures.count(where: \.self) >= Self.mostFailures else { return false }
        isForDoubt = isDoubtful
        trip(at: now)
        return true
    }

    /// Opens it for the next span.
    mutating func trip(at now: MonotonicTime) {
        let bound = min(Self.cap.nanoseconds, Self.base.nanoseconds << Int64(min(openings, 4)))
        openings += 1
        openUntil = now + TimeSpan(nanoseconds: Int64.random(in: 0...bound, using: &random))
        forget()
    }

    /// Closes it if its time is over, and says whether it did.
    mutating func close(at now: MonotonicTime) -> Bool {
        guard let until = openUntil, until <= now else { return false }
        openUntil = nil
        return true
    }

    /// A person's word: what was is forgotten.
    mutating func reset() {
        openUntil = nil
        openings = 0
        forget()
    }

    private mutating func forget() {
        failures.removeAll()
        doubtsInRow = 0
    }
}
