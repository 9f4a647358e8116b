import Books
import TUI
import TestKit
import Testing

@Suite("Keys")
struct KeyTests {
    static let sequences: [(String, [KeyStroke])] = [
        ("q", [.character("q")]),
        ("é漢🦀", [.character("é"), .character("漢"), .character("🦀")]),
        ("\u{3}\u{c}\u{1A}", [.control("c"), .control("l"), .control("z")]),
        ("\r\n\t\u{7F}\u{8}", [.enter, .enter, .tab, .backspace, .backspace]),
        ("\u{1B}[A\u{1B}OA\u{1B}[1;5A", [.up, .up, .up]),
        ("\u{1B}[B\u{1B}[C\u{1B}[D\u{1B}[H\u{1B}[F", [.down, .right, .left, .home, .end]),
        ("\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end]),
        ("\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6~", [.insert, .delete, .pageUp, .pageDown]),
        (
            "\u{1B}OP\u{1B}[11~\u{1B}[[A\u{1B}[15~\u{1B}[24~",
            [.function(1), .function(1), .function(1), .function(5), .function(12)]
        ),
        ("\u{1B}[Z", [.backTab]),
        ("\u{1B}x\u{1B}q", [.alt("x"), .alt("q")]),
        ("\u{1B}[?62;c\u{1B}[<0;1;1M\u{1B}]11;rgb:0/0/0\u{7}\u{1B}P1$r0m\u{1B}\\q", [.character("q")]),
        ("\u{1B}[200~quit q\nK K\u{3}\u{1B}[20\u{1B}[201~s", [.paste, .character("s")]),
        ("\u{1B}\u{1B}[A", [.escape, .up]),
        ("\u{1B}\u{3}", [.escape, .control("c")]),
    ]

    @Test("Sequences become keys, however the bytes are split", arguments: sequences)
    func decodes(text: String, keys: [KeyStroke]) {
        let bytes = Array(text.utf8)
        for pause in 0...bytes.count {
            var decoder = KeyDecoder()
            var decoded: [KeyStroke] = []
            var now = MonotonicTime(nanoseconds: 0)
            for (index, byte) in bytes.enumerated() {
                if index == pause {
                    now = now + .milliseconds(24)
                    decoder.handleDeadline(at: now, into: &decoded)
                }
                decoder.handle(byte, at: now, into: &decoded)
            }
            #expect(decoded == keys, "a pause before byte \(pause)")
            #expect(decoder.deadline == nil)
        }
    }

    @Test("An escape character by itself is the Escape key after 25 ms, not before")
    func escape() {
        var decoder = KeyDecoder()
        var keys: [KeyStroke] = []
        let start = MonotonicTime(nanoseconds: 5)
        decoder.handle(0x1B, at: start, into: &keys)
        #expect(decoder.deadline == start + .milliseconds(25))
        decoder.handleDeadline(at: start + .milliseconds(24), into: &keys)
        #expect(keys.isEmpty)
        decoder.handleDeadline(at: start + .milliseconds(25), into: &keys)
        #expect(keys == [.escape])
        #expect(decoder.deadline == nil)
    }

    @Test(
        "A sequence or a paste that is broken off gives the keys back",
        arguments: ["\u{1B}[", "\u{1B}O", "\u{1B}]0;x", "\u{1B}[200~abc", "\u{1B}[["]
    )
    func brokenOff(text: String) throws {
        var decoder = KeyDecoder()
        var keys: [KeyStroke] = []
        for byte in text.utf8 { decoder.handle(byte, at: MonotonicTime(nanoseconds: 0), into: &keys) }
        let deadline = try #require(decoder.deadline)
        #expect(deadline <= MonotonicTime(nanoseconds: 0) + .seconds(1))
        decoder.handleDeadline(at: deadline, into: &keys)
        keys.removeAll()
        decoder.handle(UInt8(ascii: "q"), at: deadline, into: &keys)
        #expect(keys == [.character("q")])
    }

    @Test("Broken UTF-8 makes no key, and random bytes never trap")
    func brokenBytes() {
        var decoder = KeyDecoder()
        var keys: [KeyStroke] = []
        let time = MonotonicTime(nanoseconds: 0)
        let broken: [UInt8] = [
            0x80, 0xFF, 0xC0, 0xAF, 0xE2, 0x82, 0x71, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xC2, 0x9B,
        ]
        for byte in broken { decoder.handle(byte, at: time, into: &keys) }
        #expect(keys == [.character("q")])
        let seed: UInt64 = 99
        var random = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let byte = UInt8.random(in: 0...255, using: &random)
            decoder.handle(Bool.random(using: &random) ? byte : 0x1B, at: time, into: &keys)
        }
        decoder.handleDeadline(at: time + .seconds(1), into: &keys)
        #expect(decoder.deadline == nil)
    }
}
