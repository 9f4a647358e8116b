import Books
import Foundation
import Recording
import TestKit
import Testing

@testable import Runtime

/// Recordings that are damaged, mixed, empty, or not there.
@Suite("Replay: what is given to it")
struct ReplayInputTests {
    private static func spot(_ count: Int) throws -> [RecordedMessage] {
        try Recordings.records(Recordings.path("spot_ethusdt_20240808.gz"), limit: count)
    }

    @Test("What is not there, empty or of no format that rung plays is refused with its path")
    func refused() throws {
        #expect(throws: ReplayError.unreadable(.cannotOpen(path: "/none", reason: "No such file or directory"))) {
            try ReplayPlan(paths: ["/none"])
        }
        try TemporaryFile.withFolder { folder -> Void in
            #expect(throws: ReplayError.broken(.empty(path: folder))) { try ReplayPlan(paths: [folder]) }
        }
        try TemporaryFile.with([]) { path -> Void in
            #expect(throws: ReplayError.unreadable(.unknownFormat(path: path))) { try ReplayPlan(paths: [path]) }
        }
        try TemporaryFile.with(Array("5: {\"event\":\"heartbeat\"}\n".utf8)) { path -> Void in
            #expect {
                try ReplayPlan(paths: [path])
            } throws: { error in
                guard case .unsupported(path, let reason) = error as? ReplayError else { return false }
                return reason.contains("Binance spot") && reason.contains("Kraken v2")
            }
        }
    }

    @Test("Different instruments are refused, and the sentence names both")
    func instruments() throws {
        let kraken = try Recordings.kraken("v2_ethusd_d25_20260802")
        let other = try Recordings.kraken("v2_btcusd_d10_resyncs_20260801")
        let error = ReplayError.instruments(path: other, instrument: "BTC-USD", other: "ETH-USD")
        #expect(throws: error) { try ReplayPlan(paths: [kraken, other]) }
        #expect(error.sentence.contains("BTC-USD") && error.sentence.contains("ETH-USD"))
    }

    @Test("A file that is cut is played up to the cut, and it is said")
    func cut() throws {
        let lines = Recordings.hftLines(try Self.spot(300))
        let whole = Gzip.stored(lines)
        let report = try ReplayBench.play(files: [Array(whole.dropLast(whole.count / 3))])
        #expect(report.records > 50)
        #expect(report.records < 300)
        #expect(report.venues[0].timesLive == 1)
        #expect(report.findings.count == 1)
        #expect(report.findings[0].contains("cut off"))
    }

    @Test("Times that go back are played at the time before them, and it is said; a leap costs a minute")
    func times() throws {
        var records = try Self.spot(300)
        let back = records[100].time - 5_000_000_000
        records[101].time = back
        let stepped = try ReplayBench.play(files: [Recordings.hftLines(records)])
        #expect(stepped.records == 300)
        #expect(stepped.findings.contains { $0.contains("went back 1 times") })
        #expect(stepped.venues[0].timesLive >= 1)
        for index in 200..<300 { records[index].time += 40_000_000_000_000_000 }
        let leapt = try ReplayBench.play(files: [Recordings.hftLines(records)])
        #expect(leapt.records == 300)
        #expect(leapt.findings.contains { $0.contains("leapt") })
        #expect(leapt.span < .seconds(120))
    }

    @Test("Any times whatever are played without a trap and end")
    func hostileTimes() throws {
        // Few records: a leap costs a minute of pictures.
        let template = try Self.spot(16)
        forEachSeed(1...2) { seed, generator in
            var records = template
            let extremes: [Int64] = [0, 1, -1, 1 << 61, -(1 << 61), (1 << 62) - 1, 1_723_161_254_000_000_000]
            // Not the first one: by that the format is known.
            for index in records.indices.dropFirst() where generator.oneIn(5) {
                records[index].time = generator.pick(extremes)
            }
            let report = try ReplayBench.play(files: [Recordings.hftLines(records)])
            #expect(report.records == 16, "seed \(seed)")
        }
    }

    @Test("Messages with bytes turned are played without a trap, and two runs are equal")
    func hostileMessages() throws {
        let template = try Self.spot(120)
        forEachSeed(1...4) { seed, generator in
            var records = template
            for index in records.indices where generator.oneIn(6) && !records[index].payload.isEmpty {
                let place = generator.pick(12...records[index].payload.count - 1)
                records[index].payload[place] = generator.pick(UInt8(32)...126)
            }
            let lines = Recordings.hftLines(records)
            let once = try ReplayBench.play(files: [lines])
            #expect(try ReplayBench.play(files: [lines]).hashes == once.hashes, "seed \(seed)")
        }
    }

    @Test("Recordings of two venues made at other times are played from one beginning on, and it is said")
    func aligned() throws {
        let early = Recordings.hftLines(try Self.spot(100))
        let futures = try Recordings.records(Recordings.path("usdm_ethusdt_20240808.gz"), limit: 300).map { record in
            var later = record
            later.time += 90_000_000_000_000
            return later
        }
        try TemporaryFile.withFolder { folder in
            let paths = [folder + "/a", folder + "/b"]
            try Data(early).write(to: URL(fileURLWithPath: paths[0]))
            try Data(Recordings.hftLines(futures)).write(to: URL(fileURLWithPath: paths[1]))
            let plan = try ReplayPlan(paths: paths)
            #expect(plan.notices.contains { $0.contains("made at another time") })
            #expect(TimeSpan(nanoseconds: (plan.last - plan.first).nanoseconds) < .seconds(60))
            let report = try ReplayBench.play(paths)
            #expect(report.venues.allSatisfy { $0.timesLive == 1 })
            // The same venue a day later is no second venue.
            try Data(Recordings.hftLines(try Self.spot(50).map { $0.later(by: 90_000_000_000_000) }))
                .write(to: URL(fileURLWithPath: paths[1]))
            #expect {
                try ReplayPlan(paths: paths)
            } throws: { error in
                guard case .apart(paths[1], 24...25) = error as? ReplayError else { return false }
                return true
            }
        }
    }
}

extension RecordedMessage {
    fileprivate func later(by nanoseconds: Int64) -> RecordedMessage {
        var later = self
        later.time += nanoseconds
        return later
    }
}
