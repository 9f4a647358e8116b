import Foundation
import Recording
import TestKit
import Testing

/// Files that are cut, damaged, hostile or not there.
@Suite("Recordings: damage")
struct RecordingDamageTests {
    static let frames = "CBCAP1 kraken BTC/USD 5\n10 3\nabc\n11 0\n\n12 5\nx\nyz\n\n"
    static let lines = "10 {\"stream\":\"a\"}\n11 {\"lastUpdateId\":1}\n12 {\"stream\":\"b\"}\n"

    @Test("A cut gzip file is never taken for a whole one, wherever it is cut", arguments: [frames, lines])
    func cutGzip(text: String) throws {
        let whole = try Reading(text: text)
        #expect(whole.error == nil)
        #expect(whole.messages.count == 3)
        let bytes = Gzip.stored([UInt8](text.utf8))
        #expect(try Reading(bytes: bytes).messages == whole.messages)
        for length in 0..<bytes.count {
            let reading = try Reading(bytes: Array(bytes.prefix(length)))
            #expect(reading.error != nil, "cut at \(length) of \(bytes.count)")
            #expect(reading.messages == Array(whole.messages.prefix(reading.messages.count)), "cut at \(length)")
        }
    }

    @Test("A gzip file with a bit turned is never taken for a whole one")
    func damagedGzip() throws {
        let text = try RecordingFormatTests.plain("kraken_btcusd_head.cbcap")
        let bytes = Gzip.stored(text)
        var damaged = 0
        for index in stride(from: 0, to: bytes.count, by: 37) {
            var turned = bytes
            turned[index] ^= 0x10
            let reading = try Reading(bytes: turned)
            // The bytes of the header that say nothing about the content: time, hints, system.
            if (4...9).contains(index), reading.error == nil { continue }
            #expect(reading.error != nil, "turned at \(index)")
            if case .damaged = reading.error { damaged += 1 }
        }
        #expect(damaged > 10)
    }

    @Test("A cut file of frames is refused where it is cut, or ends after whole frames")
    func cutFrames() throws {
        let whole = try Reading(text: Self.frames)
        #expect(whole.texts == ["abc", "", "x\nyz\n"])
        let bytes = [UInt8](Self.frames.utf8)
        for length in 23..<bytes.count {
            let reading = try Reading(bytes: Array(bytes.prefix(length)))
            let count = reading.messages.count
            #expect(reading.messages == Array(whole.messages.prefix(count)), "cut at \(length)")
            guard let error = reading.error else { continue }
            #expect(["truncated \(count + 1)", "malformed \(count + 1)"].contains(error.bare), "cut at \(length)")
        }
        #expect(try Reading(bytes: Array(bytes.dropLast(3))).error?.bare == "truncated 3")
        #expect(try Reading(bytes: Array(bytes.dropLast(1))).error == nil)
    }

    @Test("A cut last line is given as far as it goes: the session finds it unreadable")
    func cutLines() throws {
        let bytes = [UInt8](Self.lines.utf8)
        let whole = try Reading(text: Self.lines)
        for length in 6...bytes.count {
            let reading = try Reading(bytes: Array(bytes.prefix(length)))
            if let error = reading.error {
                #expect(error.bare == "malformed \(reading.messages.count + 1)", "cut at \(length)")
            }
            for (message, original) in zip(reading.messages, whole.messages) {
                #expect(original.payload.starts(with: message.payload), "cut at \(length)")
                #expect(message.line == original.line)
            }
        }
    }

    @Test(
        "A frame's head that no recorder writes is refused before anything is read for it",
        arguments: [
            "10 -1", "10 67108865", "10 9999999999999999999", "10 4611686018427387904", "10 3 ", "10  3", "10", "x 3",
            "10 x", "10.5 3", " 10 3", "10,3",
        ]
    )
    func hostileHeads(head: String) throws {
        let reading = try Reading(text: "CBCAP1 kraken BTC/USD 5\n9 1\na\n\(head)\nabc\n")
        #expect(reading.messages.count == 1)
        #expect(reading.error?.bare == "malformed 2")
    }

    @Test("A frame that is longer or shorter than its head says is refused", arguments: [("4", "abcde"), ("2", "abc")])
    func wrongCount(count: String, frame: String) throws {
        let reading = try Reading(text: "CBCAP1 kraken BTC/USD 5\n9 \(count)\n\(frame)\n")
        #expect(reading.error?.bare == "malformed 1")
        #expect(try Reading(text: "CBCAP1 kraken BTC/USD 5\n9 67108864\nabc\n").error?.bare == "truncated 1")
    }

    @Test(
        "A line that has not its format's shape is refused with its number",
        arguments: [
            ("10 {}\n11\n", 2), ("10 {}\n{}\n", 2), ("10 {}\n\n11 \n", 3), ("10 {}\n99999999999999999999 {}\n", 2),
            ("10 {}\n10.5 {}\n", 2), ("5: {}\n6 {}\n", 2), ("5: {}\nwss://x ? 5\n", 2), ("5: {}\nwss://x <-> \n", 2),
            ("5: {}\nx\n", 2), ("5: {}\n6.0000000001: {}\n", 2), ("5: {}\nu <- : {}\n", 2),
        ]
    )
    func malformed(text: String, line: Int) throws {
        #expect(try Reading(text: text).error?.bare == "malformed \(line)")
    }

    @Test(
        "Blank lines without number cost time and nothing else",
        arguments: [
            "CBCAP1 kraken BTC/USD 5\n", "10 {}\n", "5: {}\n",
        ]
    )
    func blankLines(opening: String) throws {
        let reading = try Reading(text: opening + String(repeating: "\n", count: 400_000))
        #expect(reading.error == nil)
        #expect(reading.messages.count == (opening.hasPrefix("C") ? 0 : 1))
    }

    @Test("What cannot be opened is told with the system's reason")
    func notThere() throws {
        try TemporaryFile.withFolder { folder in
            #expect(Reading(path: folder).error?.bare == "cannot open: it is a folder")
            #expect(Reading(path: folder + "/none").error?.bare == "cannot open: No such file or directory")
            #expect(Reading(path: "").error?.bare == "cannot open: No such file or directory")
        }
        #expect(Reading(path: "/dev/null/x").error?.bare == "cannot open: Not a directory")
    }

    @Test("An empty file, plain or gzipped, is no recording")
    func empty() throws {
        #expect(try Reading(bytes: []).error?.bare == "unknown format")
        #expect(try Reading(bytes: Gzip.stored([])).error?.bare == "unknown format")
    }

    @Test("Random bytes are refused or read, and never trap")
    func noise() {
        let openings = ["CBCAP1 k s 1\n", "10 {}\n", "5: {}\n", ""]
        forEachSeed(1...300) { _, generator in
            let pieces = ["10 ", "5: ", "{}", "\n", "\r\n", " -> ", " <- ", "b'", "'", "3", "-", ".", "\u{0}", "é"]
            let text = (0..<generator.pick(0...20)).map { _ in generator.pick(pieces) }.joined()
            let reading = try Reading(text: generator.pick(openings) + text)
            #expect(reading.format != nil || reading.error != nil)
        }
    }

    @Test(
        "Every error names the path, the place and the remedy",
        arguments: [
            (.cannotOpen(path: "a/b", reason: "it is a folder"), ["a/b", "it is a folder", "Check the path"]),
            (.truncated(path: "a/b", line: 7), ["a/b", "7", "cut off", "again"]),
            (.damaged(path: "a/b", line: 7), ["a/b", "7", "Fetch it again"]),
            (
                .malformed(path: "a/b", line: 7, expected: "a head"),
                ["a/b", "7", "a head", "damaged or of another format"]
            ),
            (.unknownFormat(path: "a/b"), ["a/b", "hft-lines", "cbcap1", "cryptofeed-lines"]),
        ] as [(RecordingError, [String])]
    )
    func sentences(error: RecordingError, parts: [String]) {
        for part in parts { #expect(error.sentence.contains(part)) }
    }
}
