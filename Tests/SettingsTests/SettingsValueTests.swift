import Books
import TUI
import Testing

@testable import Settings

@Suite("A value of a settings file")
struct SettingsValueTests {
    /// The problem that a question finds in the value `text`, without its place; empty if there is none.
    private func problem(_ text: String, _ question: (SettingsValue) -> Void) -> String {
        let found = problems("v: \(text)\n") { root in
            if let value = root.value("v") { question(value) }
        }
        return found.map { $0.split(separator: ": v ").last.map(String.init) ?? $0 }.joined(separator: "; ")
    }

    @Test(
        "is a whole number within its range, or the problem says which",
        arguments: [
            ("10", ""), ("-3", "is -3, and should lie between 1 and 30"),
            ("31", "is 31, and should lie between 1 and 30"),
            ("1.5", "is \"1.5\", and should be a whole number from 1 to 30"),
            ("0x10", "is \"0x10\", and should be a whole number from 1 to 30"),
            ("+5", "is \"+5\", and should be a whole number from 1 to 30"),
            ("99999999999999999999", "is \"99999999999999999999\", and should be a whole number from 1 to 30"),
            ("", "is empty"), ("[1]", "is a list, and should be a text"),
            ("{a: 1}", "is a mapping, and should be a text"),
        ]
    )
    func integer(_ text: String, _ expected: String) {
        #expect(problem(text) { _ = $0.integer(in: 1...30) } == expected)
    }

    @Test(
        "is a decimal number without rounding",
        arguments: [
            ("0.10", ""), ("1e-2", ""), ("abc", "is \"abc\", and should be a decimal number"),
            ("0.001", "is \"0.001\", and may have 2 digits behind its point at most"),
            ("1e30", "is \"1e30\", which is too large"), ("5", "is 5, and should lie between 0 and 1.5"),
        ]
    )
    func decimal(_ text: String, _ expected: String) {
        #expect(problem(text) { _ = $0.decimal(unit: DecimalUnit(decimals: 2), in: 0...150) } == expected)
    }

    @Test(
        "is a length of time with its unit",
        arguments: [("250 ms", 250), ("2s", 2000), ("0.5 min", 30_000), ("1 h", 3_600_000)]
    )
    func duration(_ text: String, _ milliseconds: Int64) {
        #expect(DurationText.parse(text) == .milliseconds(milliseconds))
    }

    @Test(
        "is no length of time without a unit, or with a strange one",
        arguments: ["5", "s", "-1 s", "5 days", "1e30 s", "9e9 h", ""]
    )
    func noDuration(_ text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test("names its bounds in units that people read")
    func bounds() {
        let found = problem("90 s") { _ = $0.duration(in: .milliseconds(1500) ... .seconds(60)) }
        #expect(found == "is 90 s, and should lie between 1500 ms and 1 min")
    }

    @Test("is one of some words, and a near one is suggested")
    func words() {
        let modes = ["sim", "paper", "live"]
        #expect(
            problem("pap3r") { _ = $0.word(of: modes) }
                == "is \"pap3r\", and should be sim, paper or live (did you mean \"paper\"?)"
        )
        #expect(problem("xyz") { _ = $0.word(of: modes) } == "is \"xyz\", and should be sim, paper or live")
        #expect(problem("yes") { _ = $0.boolean() } == "is \"yes\", and should be true or false")
    }

    @Test(
        "is a colour, and what is left out is the nearest there is",
        arguments: [
            ("default", ThemeColour.terminal),
            ("#5fafff 75 bright-cyan", .fixed(rgb: 0x5FAFFF, indexed: 75, ansi: 14)),
            ("#5FAFFF", .fixed(rgb: 0x5FAFFF, indexed: 75, ansi: 6)),
            ("#808080", .fixed(rgb: 0x808080, indexed: 244, ansi: 8)),
            ("#ff875f bright-red", .fixed(rgb: 0xFF875F, indexed: 209, ansi: 9)),
            ("#010101 0", .fixed(rgb: 0x010101, indexed: 0, ansi: 0)),
        ]
    )
    func colour(_ text: String, _ expected: ThemeColour) {
        var colour: ThemeColour?
        #expect(problem("\"\(text)\"") { colour = $0.colour() } == "")
        #expect(colour == expected)
    }

    @Test(
        "is no colour where it is not written like one",
        arguments: [
            "red", "#12345", "#1234567", "#12345g", "#123456 256", "#123456 7 8", "#123456 red 7",
            "#123456 7 red green", "75",
            "# 12345",
        ]
    )
    func noColour(_ text: String) {
        #expect(problem("\"\(text)\"") { _ = $0.colour() }.hasPrefix("is \"\(text)\": "))
    }

    @Test("suggests the name of an ANSI colour")
    func ansiName() {
        #expect(problem("\"#123456 bright-cian\"") { _ = $0.colour() }.hasSuffix("(did you mean \"bright-cyan\"?)"))
    }

    @Test("finds the nearest word by the letters that differ")
    func nearest() {
        let words = ["bid.price", "bid.size", "ask.price"]
        #expect(Suggestion.nearest(to: "bid.prise", among: words) == "bid.price")
        #expect(Suggestion.nearest(to: "bdi.size", among: words) == "bid.size")
        #expect(Suggestion.nearest(to: "zzz", among: words) == nil)
        #expect(Suggestion.nearest(to: "", among: []) == nil)
    }
}
