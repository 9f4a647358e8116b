import TestKit
import Testing
import Venues

/// Trees: what they answer, and how they are written.
@Suite("JSON trees")
struct JSONValueTests {
    @Test(
        "Escapes are resolved, pairs of surrogates too",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""A\u0042c""#, "ABc"), (#""\u20ac""#, "€"),
            (#""\uD83D\uDE00!""#, "😀!"), (#""\u0000""#, "\u{0}"), (#""é€😀""#, "é€😀"),
            (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        ]
    )
    func escapes(text: String, value: String) throws {
        #expect(try JSONValue(text: text) == .string(value))
    }

    @Test(
        "What is no escape and no UTF-8 is refused",
        arguments: [
            #""\x""#, #""\u12""#, #""\u12g4""#, #""\uD800""#, #""\uD800x""#, #""\uD800\n""#, #""\uD800\u0041""#,
            #""\uDC00""#, #""\uDC00\uD800""#, #""\uD83D\uD83D""#, #""\"#, "\"a\nb\"", "\"\u{1}\"", #""\uD83D\u""#,
        ]
    )
    func brokenEscapes(text: String) {
        #expect(throws: WireError.self) { try JSONValue(text: text) }
    }

    @Test("Bytes that are no UTF-8 are refused, in strings and in names", arguments: [0x80, 0xC0, 0xFF] as [UInt8])
    func brokenBytes(byte: UInt8) {
        #expect(JSONReading.tree([UInt8(ascii: "\""), byte, UInt8(ascii: "\"")]) == nil)
        #expect(JSONReading.tree([UInt8]("{\"".utf8) + [byte] + [UInt8]("\":1}".utf8)) == nil)
    }

    @Test("A tree answers for the kind it is, and with nil for every other")
    func answers() throws {
        let tree = try JSONValue(text: #"{"s":"x","n":-12.50,"i":7,"b":false,"0":null,"a":[1,"2"],"s":"second"}"#)
        #expect(tree["s"]?.string == "x")
        #expect(tree["n"]?.decimalText == "-12.50")
        #expect(tree["s"]?.decimalText == "x")
        #expect(tree["i"]?.integer == 7)
        #expect(tree["n"]?.integer == nil)
        #expect(tree["s"]?.integer == nil)
        #expect(tree["b"]?.bool == false)
        #expect(tree["i"]?.bool == nil)
        #expect(tree["0"] == .null)
        #expect(tree["a"]?.array == [.number("1"), .string("2")])
        #expect(tree["none"] == nil)
        #expect(tree["a"]?["s"] == nil)
        #expect(tree.array == nil)
        #expect(tree["0"]?.decimalText == nil)
        #expect(tree["i"]?.string == nil)
    }

    @Test("What is written is read again as the same tree")
    func roundTrips() {
        forEachSeed(1...800) { seed, generator in
            var random = RandomJSON(&generator)
            let tree = try #require(JSONReading.tree([UInt8](random.document().utf8)), "seed \(seed)")
            let written = tree.text
            #expect(JSONReading.tree([UInt8](written.utf8)) == tree, "seed \(seed): \(written)")
            #expect(JSONReading.foundation([UInt8](written.utf8)) != nil, "seed \(seed): \(written)")
        }
    }

    @Test("What steers a terminal is written by its number, and read as it was")
    func steering() throws {
        let tree = JSONValue.string("\u{9b}2J \u{202e} \u{7f} \u{e0041} é😀")
        #expect(tree.text == #""\u009b2J \u202e \u007f \udb40\udc41 é😀""#)
        #expect(try JSONValue(text: tree.text) == tree)
    }

    @Test("A tree is written with two blanks a level and plain arrays on one line")
    func layout() {
        let tree = JSONValue.members([
            "count": .count(3),
            "pair": .array([.string("a\"\n\u{1}"), .null]),
            "list": .array([.members(["x": .bool(true)]), .members([:])]),
            "none": .array([]),
        ])
        let lines = [
            "{", #"  "count": 3,"#, #"  "pair": ["a\"\n\u0001", null],"#, #"  "list": ["#, "    {",
            #"      "x": true"#, "    },", "    {}", "  ],", #"  "none": []"#, "}",
        ]
        #expect(tree.text == lines.joined(separator: "\n"))
    }
}
