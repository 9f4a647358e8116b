import TestKit
import Testing
import Venues

/// Queries and forms.
@Suite("HTTP forms")
struct HTTPFormTests {
    @Test(
        "Fields are split and decoded",
        arguments: [
            ("", []),
            ("a=1&b=2", [["a", "1"], ["b", "2"]]),
            ("a=1&a=2", [["a", "1"], ["a", "2"]]),
            ("a", [["a", ""]]),
            ("a=", [["a", ""]]),
            ("=a", [["", "a"]]),
            ("&&a=b&", [["a", "b"]]),
            ("a=b=c==", [["a", "b=c=="]]),
            ("a=1%2C2+3%2b4", [["a", "1,2 3+4"]]),
            ("%61%3D%26=%e2%82%AC", [["a=&", "€"]]),
            ("a=€", [["a", "€"]]),
        ] as [(String, [[String]])]
    )
    func fields(text: String, fields: [[String]]) throws {
        let form = try HTTPForm(text)
        #expect(form.fields.map { [$0.name, $0.value] } == fields)
    }

    @Test("A value is found by its name in the right case, and the first one counts")
    func lookUp() throws {
        let form = try HTTPForm("symbol=ETHUSDT&symbol=BTCUSDT&side=BUY")
        #expect(form.value(of: "symbol") == "ETHUSDT")
        #expect(form.value(of: "side") == "BUY")
        #expect(form.value(of: "Side") == nil)
    }

    @Test(
        "A bad escape is refused, wherever it is",
        arguments: [
            "a=%", "a=%4", "%", "%zz=1", "a=%4g", "a=%g4", "a=% 41", "a=%+1", "a=%-1", "a=b&c=%", "a=%ff", "a=%C3",
            "%C3=%A9",
        ]
    )
    func refused(text: String) {
        #expect(throws: HTTPHeadError.malformedForm) { try HTTPForm(text) }
        #expect(HTTPHeadError.malformedForm.status == 400)
    }

    @Test("Whatever is escaped is decoded again")
    func roundTrips() throws {
        for seed in UInt64(1)...200 {
            var generator = SplitMix64(seed: seed)
            let letters: [Character] = ["a", "&", "=", "%", "+", " ", "é", "😀", "\u{0}", "\n", "Z"]
            let words = (0..<6).map { _ in
                String(
                    (0..<Int.random(in: 1...9, using: &generator)).compactMap { _ in
                        letters.randomElement(using: &generator)
                    }
                )
            }
            let fields = (0..<3).map { HTTPForm.Field(name: words[$0], value: words[$0 + 3]) }
            let text = fields.map { Self.escape($0.name) + "=" + Self.escape($0.value) }.joined(separator: "&")
            #expect(try HTTPForm(text).fields == fields, "seed \(seed)")
        }
    }

    static func escape(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
