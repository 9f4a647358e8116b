import Books
import Foundation
import Recording
import Strategy
import TestKit
import Testing
import Threads
import Venues

@testable import Runtime

/// From two venues on loopback through the recorder, and back through the replay.
@Suite("Capture")
struct CaptureTests {
    /// Runs the feeds until `isDone`, then stops them and takes the rest in.
    private static func run(_ bench: LoopbackBench, until isDone: @escaping () -> Bool) async throws {
        defer { bench.stop() }
        try await withThrowingTaskGroup { group in
            for client in bench.clients { group.addTask { await client.run() } }
            do {
                try await waitLong(bench, isDone)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
        bench.takeIn()
    }

    /// Waits for much: other tests of this process compute meanwhile, on the pool's few threads.
    private static func waitLong(_ bench: LoopbackBench, _ isDone: () -> Bool) async throws {
        let deadline = SteadyClock.now + .seconds(60)
        bench.takeIn()
        while !isDone() {
            try #require(SteadyClock.now < deadline, "the venues have not said enough within a minute")
            try await Task.sleep(for: .milliseconds(2))
            bench.takeIn()
        }
    }

    @Test("The replay of a recorded run ends with the books that the run had, and finds nothing wrong")
    func equalBooks() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rung-\(UUID().uuidString)").path
        defer { Self.remove(folder) }
        let bench = try LoopbackBench(folder: folder)
        try await Self.run(bench) {
            bench.updates > 250 && bench.trader.venues.allSatisfy { $0.state == .live }
        }
        #expect(bench.recorder.finish(within: .seconds(10)))
        let status = bench.recorder.status
        #expect(status.failure == nil)
        #expect(status.lost == 0)
        #expect(status.segment > 1)
        let report = try ReplayBench.play([folder])
        #expect(report.isWhole)
        #expect(report.findings.isEmpty)
        for slot in 0..<2 {
            #expect(report.venues[slot].state == .live)
            #expect(report.venues[slot].hash == bench.hash(slot: slot), "slot \(slot)")
            #expect(report.venues[slot].levels > 40)
        }
        #expect(try ReplayBench.play([folder]) == report)
    }

    @Test("A queue without room loses records, never the feed: the holes are counted, and the replay is told")
    func holes() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rung-\(UUID().uuidString)").path
        defer { Self.remove(folder) }
        // Room for a few small messages alone: the snapshot is lost at least.
        let bench = try LoopbackBench(folder: folder, queueLimit: 2_000)
        try await Self.run(bench) {
            bench.updates > 120 && bench.trader.venues.allSatisfy { $0.state == .live }
        }
        #expect(bench.recorder.finish(within: .seconds(10)))
        let status = bench.recorder.status
        #expect(status.failure == nil)
        #expect(status.lost > 0)
        #expect(status.tally.holes > 0)
        #expect(status.tally.lost == status.lost)
        let log = LogCollector()
        _ = try ReplayBench.play([folder], log: log)
        #expect(log.messages.contains { $0.contains("hole") })
    }

    @Test("A folder that cannot be written is told at once; a disk that fills up ends the recording alone")
    func failures() throws {
        #expect(throws: CaptureError.cannotWrite(path: "/dev/null/x", reason: "Not a directory")) {
            try CaptureTask(Self.plan("/dev/null/x"))
        }
        try TemporaryFile.withFolder { folder in
            let task = try CaptureTask(Self.plan(folder + "/a"))
            let tap = task.tap(slot: 0)
            // Nothing can be written where the folder is gone and a segment turns.
            try FileManager.default.removeItem(atPath: folder + "/a")
            let payload = [UInt8](repeating: 7, count: 1_000)
            let deadline = SteadyClock.now + .seconds(10)
            while task.status.failure == nil, SteadyClock.now < deadline {
                tap.take(.text, connection: 1, payload: payload.span, at: SteadyClock.now)
            }
            #expect(
                task.status.failure
                    == .cannotWrite(path: folder + "/a/segment-000002.rungrec", reason: "No such file or directory")
            )
            tap.take(.text, connection: 1, payload: payload.span, at: SteadyClock.now)
            #expect(task.finish(within: .seconds(5)))
        }
    }

    private static func plan(_ folder: String) -> CaptureTask.Plan {
        CaptureTask.Plan(
            folder: folder,
            description: CaptureDescription(
                instrument: Instrument(
                    base: "ETH",
                    quote: "USDT",
                    priceUnit: DecimalUnit(decimals: 2),
                    quantityUnit: DecimalUnit(decimals: 8)
                ),
                venues: [.init(name: "BINANCE", dialect: "binance-spot", symbol: "ETHUSDT")],
                start: SteadyClock.wallTime
            ),
            limits: CaptureLimits(segmentBytes: 1_000, blockBytes: 10_000)
        ) { ReplayBench.Digest() }
    }

    private static func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            print("the folder \(folder) of a test stays: \(error)")
        }
    }
}
