import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    /// The real console on a terminal while one of its venues floods it.
    ///
    /// What is compared are medians of the same measurement in the same process, before the flood and in it, so that the
    /// speed of the machine and its other work stand on both sides.
    @Suite("A flood does not reach the keyboard", .serialized)
    struct FloodTests {
        /// How many keys a median is of.
        private static let presses = 15
        /// How much slower a key may be in the flood, and what a time slice of a busy machine is beside that.
        private static let factor = 6.0
        private static let slice = 0.060

        @Test("Keys and frames keep their pace while a venue sends thousands of messages a second")
        func flood() throws {
            let console = try ConsoleOnTerminal(size: ScreenSize(columns: 120, rows: 40))
            try console.waitForFourLadders()
            let quiet = try Self.keyToScreen(console)
            let quietFrames = try Self.framesInTwoSeconds(console)
            // About 6,000 messages a second: more than a debug build reads in time would end in a new connection.
            try Self.command("fault binance burst factor=600 for=60s", console)
            // The meter averages: what it shows by then is not a spike.
            try console.wait(for: "the flood") { Self.rate(of: "BINANCE", $0) > 2_000 }
            let flooded = try Self.keyToScreen(console)
            let floodedFrames = try Self.framesInTwoSeconds(console)
            let rate = Self.rate(of: "BINANCE", ShownScreen(console.terminal))
            let words =
                "\(Int(flooded * 1_000)) ms in a flood of \(rate) messages a second, \(Int(quiet * 1_000)) ms before"
            #expect(flooded <= Self.factor * quiet + Self.slice, "\(words)")
            #expect(floodedFrames * 2 >= quietFrames, "\(floodedFrames) frames in two seconds, \(quietFrames) before")
            if ProcessInfo.processInfo.environment["FIGURES"] != nil {
                print("key to screen \(words); \(quietFrames) and \(floodedFrames) frames in two seconds")
            }
            // The venue beside it goes on.
            let screen = ShownScreen(console.terminal)
            #expect(screen.heading(of: "KRAKEN").contains(" ok "), "\(screen.heading(of: "KRAKEN"))")
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
        }

        /// How long it takes from a key to the picture that it changes, in seconds.
        private static func keyToScreen(_ console: ConsoleOnTerminal) throws -> Double {
            var times: [Double] = []
            for press in 0..<presses {
                let opens = press.isMultiple(of: 2)
                let start = ContinuousClock.now
                try console.type("?")
                try console.wait(for: "the help") { $0.shows("show or hide these keys") == opens }
                times.append((ContinuousClock.now - start) / .seconds(1))
            }
            // An odd number of presses leaves the help open.
            try console.type("?")
            try console.wait(for: "the end of the help") { !$0.shows("show or hide these keys") }
            return times.sorted()[presses / 2]
        }

        /// How often the picture changes: each frame is one write between two marks of the terminal's synchronised output.
        private static func framesInTwoSeconds(_ console: ConsoleOnTerminal) throws -> Int {
            let before = console.bytes.count
            let end = ContinuousClock.now + .seconds(2)
            try console.wait(for: "two seconds") { _ in ContinuousClock.now >= end }
            return Sequences.count("\u{1B}[?2026h", in: console.bytes[before...])
        }

        private static func command(_ line: String, _ console: ConsoleOnTerminal) throws {
            try console.type(":")
            try console.wait(for: "the prompt") { $0.shows("Enter run") }
            // In pieces as a person types: a burst of keys counts as pasted text, and Enter in it as part of the text.
            var typed = ""
            for word in line.split(separator: " ") {
                for piece in [" " + word.prefix(6), word.dropFirst(6)] where !piece.isEmpty {
                    let text = typed.isEmpty ? String(piece.drop { $0 == " " }) : String(piece)
                    typed += text
                    try console.type(text)
                    try console.wait(for: typed) { $0.shows(typed.trimmingCharacters(in: .whitespaces)) }
                }
            }
            try console.type("\r")
            try console.wait(for: "the command") { !$0.shows("Enter run") }
        }

        /// The messages a second of a venue, as the table of the feeds shows them.
        private static func rate(of venue: String, _ screen: ShownScreen) -> Int {
            guard let head = screen.rows.firstIndex(where: { $0.contains("msg/s") }) else { return 0 }
            for row in screen.rows[head...].dropFirst() where row.contains("│ \(venue)") {
                let words = row.split(separator: "│").last?.split(separator: " ") ?? []
                return words.count > 4 ? Int(words[4].filter(\.isNumber)) ?? 0 : 0
            }
            return 0
        }
    }
}
