import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    @Suite("The console without a usable terminal", .serialized)
    struct NoTerminalTests {
        @Test(
            "Input or output that is no terminal is refused with a sentence, and nothing is written",
            arguments: 0..<3
        )
        func redirected(which: Int) throws {
            let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
            let program = try PipedProgram(
                [],
                in: Sandbox(),
                environment: ["TERM": "xterm-256color"],
                input: which == 1 ? device.device : nil,
                device: which == 2 ? device.device : nil
            )
            #expect(try program.waitForEnd() == .exited(3))
            #expect(program.output == "")
            #expect(device.read() == [])
            Sentence.expect(program.errors, naming: ["needs a terminal", "tmux", "--plain"])
        }

        @Test(
            "A terminal that cannot show the console is refused with a sentence, and not one byte reaches it",
            arguments: [
                (nil, "TERM is not set"), ("dumb", "cannot place its cursor"),
                ("no-such-terminal", "not in the terminfo database"),
            ] as [(String?, String)]
        )
        func unusable(name: String?, cause: String) throws {
            let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
            let program = try PipedProgram(
                [],
                in: Sandbox(),
                environment: name.map { ["TERM": $0] } ?? [:],
                input: device.device,
                device: device.device
            )
            #expect(try program.waitForEnd() == .exited(3))
            #expect(device.read() == [])
            Sentence.expect(program.errors, naming: [cause, "tmux", "--plain"])
        }

        @Test("With --plain it writes a line a second, and Ctrl-C ends it")
        func plain() throws {
            let program = try PipedProgram(["--plain"], in: Sandbox())
            try program.wait { $0.split(separator: "\n").contains(where: Self.isLive) ? true : nil }
            program.send(SIGINT)
            #expect(try program.waitForEnd() == .exited(128 + SIGINT))
            #expect(program.errors == "")
            #expect(!program.output.contains("\u{1B}"))
        }

        @Test("With --plain and a reader that is gone it ends, and that is no failure")
        func plainWithoutReader() throws {
            let pipe = Pipe()
            let program = try PipedProgram(["--plain"], in: Sandbox(), device: pipe.fileHandleForWriting.fileDescriptor)
            try pipe.fileHandleForWriting.close()
            try pipe.fileHandleForReading.close()
            #expect(try program.waitForEnd() == .exited(0))
            #expect(program.errors == "")
        }

        @Test("With --snapshot it writes one JSON object with both venues live, and ends")
        func snapshot() throws {
            let program = try PipedProgram(["--snapshot", "--readonly"], in: Sandbox())
            #expect(try program.waitForEnd(60) == .exited(0))
            #expect(program.errors == "")
            let object = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
            let snapshot = try #require(object as? [String: Any])
            #expect(snapshot["version"] as? Int == 1)
            #expect(snapshot["read_only"] as? Bool == true)
            let venues = try #require(snapshot["venues"] as? [[String: Any]])
            #expect(venues.map { $0["state"] as? String } == ["ok", "ok"])
            let consumer = try #require(snapshot["consumer"] as? [String: Any])
            for side in ["asks", "bids"] {
                let levels = try #require(consumer[side] as? [[String: Any]])
                #expect(levels.count == 5)
                // Exact texts, not numbers that a reader would round.
                #expect(levels.allSatisfy { ($0["price"] as? String)?.wholeMatch(of: /[0-9]+\.[0-9]{2}/) != nil })
            }
        }

        /// Whether a line shows both venues live, and three times a best bid and a best ask.
        private static func isLive(_ line: Substring) -> Bool {
            let shape = "ETH-USDT BINANCE ok ? KRAKEN ok ? CONSUMER 2 of 2 ?".split(separator: " ")
            let words = line.split(separator: " ")
            guard words.count == shape.count + 1, words[0].wholeMatch(of: /[-0-9]{10}T[:0-9]{8}Z/) != nil else {
                return false
            }
            return zip(shape, words.dropFirst()).allSatisfy { wanted, word in
                wanted == "?" ? word.wholeMatch(of: /[0-9]+\.[0-9]{2}\/[0-9]+\.[0-9]{2}/) != nil : word == wanted
            }
        }
    }
}
