import Foundation
import Testing

extension SystemTests {
    /// Driven by scripts that hold the exchanges' own accounts against what the console says and writes: they place orders
    /// and read ledgers by the venues' documents, and share nothing with the console.
    @Suite("Crashes, ends, restarts", .serialized)
    struct RestartTests {
        /// Runs a script of Tests/Crash to its end; its lines.
        private static func run(_ script: String, _ arguments: [String] = [], _ seconds: Double) throws -> [String] {
            let program = try PipedProgram(
                ["-B", Programs.project("Tests/Crash/\(script)"), Programs.rung()] + arguments,
                of: Programs.python(),
                in: Sandbox()
            )
            let end = try program.waitForEnd(seconds)
            guard end == .exited(0) else {
                throw SystemFailure("\(script) ended with \(end):\n\(program.output)\n\(program.errors)")
            }
            return program.output.split(separator: "\n").map(String.init)
        }

        @Test("Killed while it trades and started again, nothing is lost, nothing is twice, and the ledgers are equal")
        func crash() throws {
            let lines = try Self.run("crash.py", ["2", "3"], 180)
            #expect(lines.contains { $0.contains("0 lost, 0 twice, ledger equal") })
        }

        @Test("With fifty orders standing and exchanges 160 ms away a kill waits for no cancellation's answer")
        func longWay() throws {
            let lines = try Self.run("kill.py", ["1", "2", "80"], 120)
            let found = lines.compactMap { $0.firstMatch(of: /^1: terminal ([0-9]+) ms$/) }.first
            let span = try #require(found.flatMap { Int($0.output.1) })
            // One round trip for each order at a venue would be four seconds; what a busy machine takes is far less.
            #expect(span < 1_500)
        }

        @Test("The sentinel cancels what stands when the console dies or falls silent, and nothing after a goodbye")
        func sentinel() throws {
            let lines = try Self.run("sentinel.py", [], 90)
            #expect(lines == ["goodbye: nothing cancelled", "kill: all cancelled", "silence: all cancelled"])
        }

        @Test(
            "An end sends nothing new; where an order's end is not known the exit code says so, also when asked twice"
        )
        func ends() throws {
            let lines = try Self.run("ends.py", [], 240)
            #expect(
                lines == ["SIGTERM: 143, nothing open", "in doubt: 4, told", "in doubt and asked twice: 4, told"]
            )
        }
    }
}
