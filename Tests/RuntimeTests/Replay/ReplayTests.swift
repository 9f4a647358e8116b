import Books
import Foundation
import Recording
import TUI
import TestKit
import Testing
import Venues

@testable import Runtime

/// Recordings of others through the console's machines, in the recordings' time.
@Suite("Replay")
struct ReplayTests {
    private static func spot(_ count: Int) throws -> [RecordedMessage] {
        try Recordings.records(Recordings.path("spot_ethusdt_20240808.gz"), limit: count)
    }

    @Test("A Kraken recording ends with the book that the venue's checksums prove")
    func kraken() throws {
        let path = try Recordings.kraken("v2_ethusd_d25_20260802")
        let report = try ReplayBench.play([path])
        #expect(report.isWhole)
        #expect(report.records == 1_170)
        #expect(report.venues.map(\.name) == ["KRAKEN"])
        #expect(report.venues[0].state == .live)
        #expect(report.venues[0].hash == "83a5cb2e58050a490f0f35c4cdae68b3634e963373bef0ffd7ba59dac57d4933")
        #expect(report.findings.isEmpty)
    }

    @Test("A Binance recording is spliced onto its own snapshot, and ends with the book that verify builds")
    func binance() throws {
        let lines = Recordings.hftLines(try Self.spot(600))
        let report = try ReplayBench.play(files: [lines])
        #expect(report.venues.map(\.name) == ["BINANCE"])
        #expect(report.venues[0].state == .live)
        #expect(report.venues[0].timesLive == 1)
        let expected = try TemporaryFile.with(lines) { try ReplayBench.finalHash($0, "ETHUSDT") }
        #expect(report.venues[0].hash == expected)
    }

    @Test("Two runs are equal in everything, whatever steps they take; another seed is another replay")
    func determinism() throws {
        let lines = Recordings.hftLines(try Self.spot(300))
        try TemporaryFile.with(lines) { path in
            let once = try ReplayBench.play([path], steps: .seconds(100))
            #expect(try ReplayBench.play([path], steps: .seconds(100)) == once)
            #expect(try ReplayBench.play([path], steps: .milliseconds(7)).hashes == once.hashes)
            let other = try ReplayBench.play([path], seed: 2)
            #expect(other.hashes.books == once.hashes.books)
            #expect(other.hashes.screens == once.hashes.screens)
            #expect(other.hashes.all != once.hashes.all)
        }
    }

    @Test("A strategy quotes the same twice, to the last digit; another seed quotes otherwise on the same books")
    func strategy() throws {
        try TemporaryFile.with(Recordings.hftLines(try Self.spot(4_500))) { path in
            let once = try ReplayBench.play([path], isQuoting: true)
            #expect(once.quoting.sets > 10 && once.quoting.reached > 0)
            #expect(try ReplayBench.play([path], isQuoting: true, steps: .milliseconds(7)) == once)
            let other = try ReplayBench.play([path], seed: 2, isQuoting: true)
            #expect(other.hashes.books == once.hashes.books)
            #expect(other.hashes.decisions != once.hashes.decisions)
        }
    }

    @Test("One changed size in one message changes the hashes of books and screens")
    func sensitivity() throws {
        var records = try Self.spot(200)
        let once = try ReplayBench.play(files: [Recordings.hftLines(records)])
        let index = try #require(
            records.firstIndex { $0.text.contains("@depth") && $0.text.contains(#""a":[[""#) && $0.line > 20 }
        )
        let text = records[index].text
        let start = try #require(text.range(of: #""a":[[""#)).upperBound
        let quantity = try #require(text[start...].range(of: #"",""#)).upperBound
        records[index] = records[index].with(text[..<quantity] + "7" + text[quantity...])
        let changed = try ReplayBench.play(files: [Recordings.hftLines(records)])
        #expect(changed.hashes.books != once.hashes.books)
        #expect(changed.hashes.all != once.hashes.all)
    }

    @Test("Standing still and stepping plays one record at a time, and comes to the same end")
    func steps() throws {
        let lines = Recordings.hftLines(try Self.spot(150))
        try TemporaryFile.with(lines) { path in
            let plan = try ReplayPlan(paths: [path])
            let driver = try ReplayDriver(plan, tools: ReplayBench.tools(), seed: 1)
            var count = 0
            while !driver.hasEnded {
                driver.advanceByOneRecord(reaching: nil)
                count += 1
                #expect(driver.records == count)
                _ = driver.picture()
            }
            #expect(count == 150)
            #expect(driver.finish().hashes == (try ReplayBench.play([path])).hashes)
        }
    }

    @Test("Spot and futures are two venues of one market, with the standing basis between them")
    func pair() throws {
        let futures = try Recordings.records(Recordings.path("usdm_ethusdt_20240808.gz"), limit: 500)
        try TemporaryFile.withFolder { folder in
            let paths = [folder + "/spot", folder + "/futures"]
            try Data(Recordings.hftLines(try Self.spot(200))).write(to: URL(fileURLWithPath: paths[0]))
            try Data(Recordings.hftLines(futures)).write(to: URL(fileURLWithPath: paths[1]))
            let report = try ReplayBench.play(paths)
            #expect(report.venues.map(\.name) == ["BINANCE", "FUTURES"])
            #expect(report.venues.allSatisfy { $0.timesLive == 1 })
            let moved = try #require(report.venues[1].bid)
            let raw = try ReplayBench.play(paths, offset: "0")
            #expect(raw.venues[1].bid == Price(units: moved.units - 118))
            #expect(raw.venues[0].hash == report.venues[0].hash)
        }
    }

    @Test("A gap takes the venue out, and without another snapshot it never comes back")
    func gap() throws {
        var records = try Self.spot(600)
        let depths = records.indices.filter { records[$0].text.contains("@depth") }
        records.remove(at: depths[depths.count / 2])
        let report = try ReplayBench.play(files: [Recordings.hftLines(records)])
        #expect(report.venues[0].gaps >= 1)
        #expect(report.venues[0].state != .live)
        #expect(report.venues[0].timesLive == 1)
    }

    @Test("A stream without any snapshot is played, and its book is never live")
    func noSnapshot() throws {
        let records = try Self.spot(300).filter { $0.kind == .streamed }
        let report = try ReplayBench.play(files: [Recordings.hftLines(records)])
        #expect(report.isWhole)
        #expect(report.venues[0].timesLive == 0)
        #expect(report.venues[0].levels == 0)
    }
}
