import Testing
import Venues

/// What a terminal may be given of other people's words.
@Suite("Plain text")
struct PlainTextTests {
    @Test(
        "What steers a terminal, turns the direction or is not seen is written as its number",
        arguments: [
            ("\u{1b}[31mred", #"\u{1b}[31mred"#), ("a\u{9b}2Jb", #"a\u{9b}2Jb"#), ("\u{7f}\u{0}", #"\u{7f}\u{0}"#),
            ("x\u{202e}gpj", #"x\u{202e}gpj"#), ("\u{2066}\u{200b}\u{feff}", #"\u{2066}\u{200b}\u{feff}"#),
            ("a\u{2028}b\u{85}", #"a\u{2028}b\u{85}"#), ("\u{e0041}", #"\u{e0041}"#),
            ("a\r\n\tb", #"a\u{d}\u{a}\u{9}b"#),
        ]
    )
    func foreign(text: String, shown: String) {
        #expect(PlainText.line(text) == shown)
        #expect(PlainText.words(text) == shown)
        #expect(PlainText.lines(text).unicodeScalars.allSatisfy { PlainText.isShown($0) || $0 == "\n" })
    }

    @Test("What is only shown stays as it is, in any script", arguments: ["", "a ~ b", "Zürich …", "板 😀 ± é", #"\"#])
    func shown(text: String) {
        #expect(PlainText.line(text) == text)
    }

    @Test("Lines of our own stay lines, and words are not quoted for ever")
    func forms() {
        #expect(PlainText.lines("one\ntwo\r\n") == "one\ntwo\\u{d}\n")
        #expect(PlainText.words(String(repeating: "é", count: 1_000)) == String(repeating: "é", count: 200))
    }
}
