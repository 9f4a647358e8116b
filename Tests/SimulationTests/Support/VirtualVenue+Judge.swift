import Books
import Strategy
import Venues

/// What a run has shown.
struct Findings: Equatable {
    /// What must never happen, in words.
    var violations: [String] = []
    /// How often the trader was handed something while the book was live, and the book was compared.
    var compared = 0
    /// How many messages were lost, damaged, swapped or cut.
    var faults = 0
    /// How often the venue went live.
    var recoveries = 0
    /// How often the trader itself rejected a book.
    var rejections = 0
    /// When connections were tried.
    var attempts: [MonotonicTime] = []
    /// How long the venue has been live, in ticks of a tenth of a second.
    var liveTicks = 0
    /// In how many ticks it was not.
    var otherTicks = 0
    /// How long it took to be live after the last fault.
    var healing: TimeSpan?
    /// What the venue was last said to be worth.
    var state = FeedState.connecting
}

extension VirtualVenue {
    /// Holds what the trader has against what the exchange had.
    mutating func judge() {
        let record = trader.venues[0]
        if record.state != findings.state {
            findings.state = record.state
            if record.state.isLive { findings.recoveries += 1 }
        }
        guard record.state.isLive else { return }
        findings.compared += 1
        let book = trader.consumer.book(of: VenueID(slot: 0))
        guard !candidates(record).contains(where: { $0.equals(book, depth: truth.depth) }) else { return }
        report("a book that the exchange never had is live (change \(record.sequence ?? 0))")
    }

    /// What the exchange may have had when it sent the last change.
    private func candidates(_ record: VenueRecord) -> [Truth.Version] {
        if isNumbered { return record.sequence.flatMap { truth.version(sequence: $0) }.map { [$0] } ?? [] }
        return record.lastUpdate.map { truth.versions(stamp: $0.exchange) } ?? []
    }

    /// A live book is never older than the bounds of silence and lateness allow.
    mutating func judgeAge() {
        guard trader.venues[0].state.isLive else {
            findings.otherTicks += 1
            return
        }
        findings.liveTicks += 1
        let bound = isNumbered ? TimeSpan.seconds(4) : .seconds(6)
        let book = trader.consumer.book(of: VenueID(slot: 0))
        let limit = MonotonicTime(nanoseconds: now.nanoseconds - bound.nanoseconds)
        guard let old = truth.version(at: limit) else { return }
        // Any version since then will do; they are few, and mostly the newest one is it.
        for version in truth.versions.reversed() {
            if version.equals(book, depth: truth.depth) { return }
            if version.time <= old.time { break }
        }
        report("a book that is older than \(bound.milliseconds) ms is live")
    }

    private mutating func report(_ sentence: String) {
        guard findings.violations.count < 3 else { return }
        let seconds = (now.nanoseconds - 1_000_000_000_000) / 1_000_000
        findings.violations.append("seed \(seed), after \(seconds) ms: \(sentence)")
    }
}
