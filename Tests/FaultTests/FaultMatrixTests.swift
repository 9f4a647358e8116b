import Books
import Simulator
import Testing
import Threads

/// Each row of the fault matrix over real sockets and TLS: the console's feeds, a trader, and the truth to judge them by.
@Suite("Whatever a venue does, nothing wrong is ever live")
struct FaultMatrixTests {
    @Test("A connection that breaks takes its book along at once, and comes back", arguments: FaultCase.connections)
    func connections(row: FaultCase) async throws { try await Self.play(row) }

    @Test("A connection that falls silent is noticed by its silence", arguments: FaultCase.silence)
    func silence(row: FaultCase) async throws { try await Self.play(row) }

    @Test(
        "A hole, a wrong order, a wrong sum or a wrong top costs the book, a repetition nothing",
        arguments: FaultCase.messages
    )
    func messages(row: FaultCase) async throws { try await Self.play(row) }

    @Test("A message that is none is never half believed", arguments: FaultCase.damage)
    func damage(row: FaultCase) async throws { try await Self.play(row) }

    @Test("A snapshot that is refused, late or old is waited for", arguments: FaultCase.requests)
    func requests(row: FaultCase) async throws { try await Self.play(row) }

    @Test("What a venue announces is believed, and a quiet market is no outage", arguments: FaultCase.announcements)
    func announcements(row: FaultCase) async throws { try await Self.play(row) }

    // MARK: - The play

    /// Plays a row: the venue must leave and come back as it says, and the other one must not notice.
    private static func play(_ row: FaultCase) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let venue = row.slot == 0 ? ExchangeVenue.binance : .kraken
            if row.fault.hasPrefix("burst") { bench.judge.judgePricesOnly() }
            let start = bench.judge.entries(of: row.slot).count
            let otherStart = bench.judge.entries(of: 1 - row.slot).count
            let checks = bench.judge.checks(of: row.slot)
            let begin = SteadyClock.now
            for text in [row.fault, row.then].compactMap(\.self) {
                bench.exchanges[row.slot].begin(try FaultText.order(text.split(separator: " "), at: venue))
            }
            if row.states.isEmpty {
                try await Self.expectUnmoved(bench, row, start, checks)
            } else {
                try await Self.expectLeaveAndReturn(bench, row, start, begin)
            }
            // It stays so: a book that had come back wrongly would be found out by its next changes.
            let seen = bench.judge.checks(of: row.slot)
            try await bench.eventually("the book is followed") { bench.judge.checks(of: row.slot) >= seen + 5 }
            let other = bench.states(of: 1 - row.slot, from: otherStart)
            #expect(other.isEmpty, "the other venue: \(other)")
        }
    }

    private static func expectLeaveAndReturn(
        _ bench: FaultBench,
        _ row: FaultCase,
        _ start: Int,
        _ begin: MonotonicTime
    ) async throws {
        let limit = TimeSpan(nanoseconds: row.leaves.nanoseconds + FaultCase.slack.nanoseconds)
        let left = try await bench.entry(of: row.slot, from: start, "it leaves", within: limit) {
            !$0.state.isLive && $0.state.word != "lagging"
        }
        guard let left else { return }
        #expect(row.states.contains(left.entry.state.word), "\(left.entry.state)")
        #expect("\(left.entry.state)".contains(row.reason), "\(left.entry.state)")
        let stall = bench.judge.stall
        #expect(
            left.entry.time - begin <= TimeSpan(nanoseconds: limit.nanoseconds + stall.nanoseconds),
            "it left after \((left.entry.time - begin).milliseconds) ms"
        )
        let patience = TimeSpan(nanoseconds: row.returns.nanoseconds + 2 * FaultCase.slack.nanoseconds)
        _ = try await bench.entry(of: row.slot, from: left.index, "it returns", within: patience) { $0.state.isLive }
    }

    private static func expectUnmoved(_ bench: FaultBench, _ row: FaultCase, _ start: Int, _ checks: Int) async throws {
        let kind = try #require(FaultKind(rawValue: String(row.fault.prefix { $0 != " " })))
        let exchange = bench.exchanges[row.slot]
        try await bench.eventually("the fault acts and is over") {
            exchange.faultReport.count(of: kind) > 0 && exchange.faultReport.active.isEmpty
        }
        let states = bench.states(of: row.slot, from: start)
        #expect(states.isEmpty, "\(states)")
        #expect(bench.judge.checks(of: row.slot) > checks)
    }
}
