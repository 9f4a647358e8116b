import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    @Suite("Orders in a replay", .serialized)
    struct ReplayOrderTests {
        private static let recordings = [Programs.spotRecording, Programs.futuresRecording]

        @Test("Two processes print the same hashes, the ledger is the exchanges', and there is no journal")
        func processes() throws {
            var outputs: [String] = []
            for _ in 0..<2 {
                let sandbox = try Sandbox()
                let program = try PipedProgram(
                    ["replay", "--hash", "--strategy", "--until", "28s", "--latency", "futures=20ms"] + Self.recordings,
                    in: sandbox
                )
                #expect(try program.waitForEnd(120) == .exited(0))
                outputs.append(program.output)
                #expect(
                    program.errors.contains("orders for FUTURES go to a simulated Kraken on that market, 20 ms away")
                )
                #expect(!FileManager.default.fileExists(atPath: sandbox.path(of: "rung/journal")))
            }
            #expect(outputs[0] == outputs[1])
            #expect(outputs[0].contains(/BINANCE took [1-9][0-9]* orders.*, as our ledger says to the last digit/))
            #expect(outputs[0].contains(/orders    [0-9a-f]{64}/))
        }

        @Test("A latency of a venue that is not there, or without orders, starts nothing")
        func refusals() throws {
            for (arguments, words) in [
                (["--strategy", "--latency", "okx=5ms"], "the recordings have binance, futures and no okx"),
                (["--strategy", "--latency", "binance"], "write binance=5ms,kraken=20ms"),
                (["--latency", "binance=5ms"], "give --strategy or --orders too"),
            ] {
                let program = try PipedProgram(["replay", "--hash"] + arguments + Self.recordings, in: Sandbox())
                #expect(try program.waitForEnd() != .exited(0))
                #expect(program.errors.contains(words), "\(program.errors)")
                #expect(program.output == "")
            }
        }

        @Test("The screen says that it is a replay; the keys hold, kill and end it")
        func keys() throws {
            let size = ScreenSize(columns: 120, rows: 40)
            let console = try ConsoleOnTerminal(size: size, arguments: ["replay", "--strategy"] + Self.recordings)
            try console.wait(for: "the order paths") { $0.shows("REPLAY") && $0.shows("[EXEC RUN ]") }
            try console.type(" ")
            try console.wait(for: "the hold") { $0.shows("REPLAY") && $0.shows("[EXEC HOLD]") }
            try console.type("K")
            try console.type("K")
            try console.wait(for: "the kill") { $0.shows("KILLED") }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers().isEmpty)
        }
    }
}
