import Books
import Foundation
import Recording
import TestKit
import Testing

@testable import Runtime

/// Recordings of venues that rung only reads, played through feed, book, trader and screen.
@Suite("Replay: the recordings' own dialects")
struct DialectReplayTests {
    /// One recording, and what an independent program makes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let files: [String]
        let symbol: String
        let name: String
        let base: String
        /// The SHA-256 of the whole book at the end.
        let hash: String
        /// Whether the venue's own rules show a message that is missing.
        let provesItself: Bool

        var testDescription: String { "\(name) \(symbol)" }
    }

    static let cases = [
        Case(
            files: ["kraken"],
            symbol: "XBT/CHF",
            name: "KRAKEN",
            base: "XBT",
            hash: "ba8be71b70e4470451b9b39529d6181cbfeba051ddd8103cec77393fc9a6132a",
            provesItself: true
        ),
        Case(
            files: ["okx"],
            symbol: "BTC-USDT",
            name: "OKX",
            base: "BTC",
            hash: "3e88cf483326520905a239ef010fe9f745e71f08d013b0ce8cdd376db2c40626",
            provesItself: true
        ),
        Case(
            files: ["bitfinex"],
            symbol: "tIOTETH",
            name: "BITFINEX",
            base: "IOT",
            hash: "85001c9951720f6110fe1c772aa215162bc032c342143e30595c73d9ba35fdb8",
            provesItself: true
        ),
        Case(
            files: ["coinbase"],
            symbol: "BAND-GBP",
            name: "COINBASE",
            base: "BAND",
            hash: "0538bd4258d3e2826f625e665cda72b12da34291a98d953b84a3a33ba77db498",
            provesItself: false
        ),
        Case(
            files: ["bybit"],
            symbol: "ETHUSDT",
            name: "BYBIT",
            base: "ETH",
            hash: "36bfb47df6ad6ddaead16d454293132a0d80100c76dc3d249e9682a50c421da8",
            provesItself: false
        ),
        Case(
            files: ["bitstamp_http", "bitstamp"],
            symbol: "ethusd",
            name: "BITSTAMP",
            base: "ETH",
            hash: "afadc87617426105292c997f4f9c28b46a2d4a875c3284a78a4e22eb91ca953b",
            provesItself: false
        ),
    ]

    private static func paths(_ row: Case) throws -> [String] {
        try row.files.map { try Fixture.path("dialects/\($0).gz", in: .module) }
    }

    @Test("A recording becomes the book that an independent program makes of it, and goes live once", arguments: cases)
    func whole(row: Case) throws {
        let paths = try Self.paths(row)
        let plan = try ReplayPlan(paths: paths, symbol: row.symbol)
        #expect(plan.instrument.base == row.base)
        #expect(plan.identities.map(\.name) == [row.name])
        let report = try ReplayBench.play(paths, symbol: row.symbol)
        #expect(report.venues[0].state == .live)
        #expect(report.venues[0].timesLive == 1)
        #expect(report.venues[0].hash == row.hash)
        #expect(report.frames > 20)
    }

    @Test("Without a word on which, the busiest book is played; another symbol than those in it is refused")
    func symbols() throws {
        let path = try Fixture.path("dialects/bitfinex.gz", in: .module)
        #expect(try ReplayPlan(paths: [path]).notices.contains { $0.contains("choose another one with --symbol") })
        #expect {
            try ReplayPlan(paths: [path], symbol: "tBTCUSD")
        } throws: { error in
            guard case .unsupported(_, let reason) = error as? ReplayError else { return false }
            return reason.contains("tIOTETH") && reason.contains("no tBTCUSD")
        }
    }

    @Test("A recording of a venue's other channels is refused with what is missing")
    func noBook() throws {
        let line = #"1.5: [48,[["1.0","2.0","1618678132.1","b","l",""]],"trade","XBT/CHF"]"#
        try TemporaryFile.with(Array("wss://ws.kraken.com <-> 1.0\n\(line)\n".utf8)) { path -> Void in
            #expect {
                try ReplayPlan(paths: [path])
            } throws: { error in
                guard case .unsupported(_, let reason) = error as? ReplayError else { return false }
                return reason.contains("Kraken v1") && reason.contains("book channel")
            }
        }
    }

    @Test("Messages that are left out cost the book where the venue's rules show it", arguments: cases)
    func leftOut(row: Case) throws {
        let texts = try Self.paths(row).map { try Self.lines($0) }
        guard row.provesItself, var lines = texts.last else { return }
        // In the middle, where every book of the file has begun; several, for one may lie deeper than a checksum reaches.
        lines.removeSubrange(lines.count / 2..<lines.count / 2 + 10)
        let report = try ReplayBench.play(
            files: texts.dropLast().map(Self.bytes) + [Self.bytes(lines)],
            symbol: row.symbol
        )
        guard case .resyncing = report.venues[0].state else {
            Issue.record("\(report.venues[0].state)")
            return
        }
    }

    @Test("Whatever bytes of its messages are other ones, nothing traps", arguments: cases)
    func damaged(row: Case) throws {
        let paths = try Self.paths(row)
        let plan = try ReplayPlan(paths: paths, symbol: row.symbol)
        forEachSeed(1...3) { seed, generator in
            let feed = try #require(
                plan.venues[0].makeFeed(slot: 0, instrument: plan.instrument, seed: seed, hasConnections: false)
            )
            var outcome = ReplayOutcome()
            var record = CaptureRecord()
            var now = MonotonicTime(nanoseconds: 1_000_000_000)
            feed.start(at: now, into: &outcome)
            for path in paths {
                let source = try FileReplaySource(path: path, slot: 0)
                while source.next(into: &record) {
                    if generator.oneIn(3), let last = record.payload.indices.last {
                        record.payload[generator.pick(0...last)] = UInt8(generator.pick(32...126))
                    }
                    now = now + .milliseconds(10)
                    feed.take(record, at: now, into: &outcome)
                }
            }
            #expect(!outcome.market.isEmpty)
        }
    }

    private static func lines(_ path: String) throws -> [String] {
        var source = try RecordingFile(path: path)
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        var lines: [String] = []
        while try source.next(into: &record) {
            let text = String(decoding: record.payload, as: UTF8.self)
            let time =
                "\(record.time / 1_000_000_000).\(String(record.time % 1_000_000_000 + 1_000_000_000).dropFirst())"
            switch record.kind {
            case .streamed: lines.append("\(time): \(text)")
            case .answered(let address): lines.append("\(address) -> \(time): \(text)")
            case .sent(let address): lines.append("\(address) <- \(time): \(text)")
            case .opened(let address): lines.append("\(address) <-> \(time)")
            }
        }
        return lines
    }

    private static func bytes(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
}
