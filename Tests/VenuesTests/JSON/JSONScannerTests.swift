import Books
import TestKit
import Testing
import Venues

/// The pull scanner over single values.
@Suite("JSON scanner")
struct JSONScannerTests {
    static let unit = DecimalUnit(decimals: 2)

    /// What a text was read as, or why not, and how far.
    struct Reading<Value> {
        var value: Value?
        var error: WireError?
        var end = 0
    }

    static func read<Value>(
        _ text: String,
        _ read: (Span<UInt8>, inout Int) throws(WireError) -> Value
    ) -> Reading<Value> {
        let bytes = [UInt8](text.utf8)
        var reading = Reading<Value>()
        do throws(WireError) {
            reading.value = try read(bytes.span, &reading.end)
        } catch {
            reading.error = error
        }
        return reading
    }

    static func matches(_ range: Range<Int>, _ name: StaticString, in text: String) -> Bool {
        let bytes = [UInt8](text.utf8)
        return JSON.matches(range, name, bytes.span)
    }

    @Test("An object is read member by member, whatever the blanks")
    func objects() throws {
        let bytes = [UInt8]("\t{ \"a\" :\n1 ,\"bc\":[2 , {}], \"\":{\"x\":[]} } ".utf8)
        var at = 0
        var names: [String] = []
        var more = try JSON.openObject(bytes.span, &at)
        while more {
            names.append(String(decoding: bytes[try JSON.key(bytes.span, &at)], as: UTF8.self))
            try JSON.skip(bytes.span, &at)
            more = try JSON.nextMember(bytes.span, &at)
        }
        try JSON.expectEnd(bytes.span, &at)
        #expect(names == ["a", "bc", ""])
        #expect(at == bytes.count)
    }

    @Test("Empty objects and arrays are read to their end", arguments: ["{}", " { } ", "[]", "[\n]"])
    func empty(text: String) {
        let opening = Self.read(text) { (bytes, at) throws(WireError) in
            text.contains("{") ? try JSON.openObject(bytes, &at) : try JSON.openArray(bytes, &at)
        }
        #expect(opening.value == false)
        #expect(text.dropFirst(opening.end).allSatisfy { $0.isWhitespace })
    }

    @Test(
        "A number is read bare or quoted",
        arguments: [("12.5", 1_250, 4), ("\"12.50\"", 1_250, 7), (" -3,", -300, 3), ("1e1]", 1_000, 3)]
            as [(String, Int64, Int)]
    )
    func decimals(text: String, count: Int64, end: Int) {
        let decimal = Self.read(text) { (bytes, at) throws(WireError) in
            try JSON.decimal(bytes, &at, unit: Self.unit)
        }
        #expect(decimal.value == count)
        #expect(decimal.end == end)
    }

    @Test(
        "What is no number is refused with its place and reason",
        arguments: [
            ("", .truncated(at: 0)), ("\"", .truncated(at: 1)), ("\"12", .truncated(at: 3)),
            ("\"12,", .unexpected(at: 3)),
            ("\"\"", .number(.notANumber, at: 1)), ("null", .number(.notANumber, at: 0)),
            (" 0.001", .number(.finerThanUnit, at: 1)), ("1e99", .number(.outOfRange, at: 0)),
            ("\u{1}1", .unexpected(at: 0)),
        ] as [(String, WireError)]
    )
    func refusedDecimals(text: String, error: WireError) {
        let decimal = Self.read(text) { (bytes, at) throws(WireError) in
            try JSON.decimal(bytes, &at, unit: Self.unit)
        }
        #expect(decimal.error == error)
    }

    @Test(
        "Whole numbers end where their type ends",
        arguments: [
            ("0", 0), ("18446744073709551615", .max), ("18446744073709551616", nil), ("99999999999999999999999", nil),
            ("-1", nil), ("", nil), ("x", nil), ("13834774380200032777,", 13_834_774_380_200_032_777),
        ] as [(String, UInt64?)]
    )
    func unsigned(text: String, value: UInt64?) {
        let number = Self.read(text) { (bytes, at) throws(WireError) in try JSON.unsigned(bytes, &at) }
        #expect(number.value == value)
    }

    @Test(
        "Signed whole numbers end where their type ends",
        arguments: [
            ("-1", -1), ("9223372036854775807", .max), ("9223372036854775808", nil), ("-9223372036854775807", -.max),
            ("-9223372036854775809", nil), ("-", nil), ("- 1", nil), ("--1", nil),
        ] as [(String, Int64?)]
    )
    func integers(text: String, value: Int64?) {
        let number = Self.read(text) { (bytes, at) throws(WireError) in try JSON.integer(bytes, &at) }
        #expect(number.value == value)
    }

    @Test(
        "Truth values are these two words",
        arguments: [("true", true), ("false", false), ("tru", nil), ("falsy", nil), ("1", nil), ("True", nil)]
            as [(String, Bool?)]
    )
    func bools(text: String, value: Bool?) {
        let bool = Self.read(text) { (bytes, at) throws(WireError) in try JSON.bool(bytes, &at) }
        #expect(bool.value == value)
    }

    @Test("A string's bytes are given as they stand, escapes and all")
    func strings() throws {
        let bytes = [UInt8](#" "a\"b\\" "c"#.utf8)
        var at = 0
        let first = try JSON.string(bytes.span, &at)
        #expect(String(decoding: bytes[first], as: UTF8.self) == #"a\"b\\"#)
        #expect(throws: WireError.truncated(at: bytes.count)) { try JSON.string(bytes.span, &at) }
    }

    @Test("A name matches only when every byte of it does")
    func matches() {
        #expect(Self.matches(0..<5, "price", in: "price"))
        #expect(Self.matches(0..<2, "pr", in: "price"))
        #expect(!Self.matches(0..<5, "pricf", in: "price"))
        #expect(!Self.matches(0..<4, "price", in: "price"))
        #expect(!Self.matches(0..<5, "pric", in: "price"))
        #expect(Self.matches(2..<2, "", in: "price"))
    }

    @Test(
        "Numbers have the form of RFC 8259 section 6, wherever they stand",
        arguments: [
            ("0", true), ("-0", true), ("10", true), ("0.10", true), ("1e5", true), ("1E+05", true), ("-1.5e-3", true),
            ("01", false), ("-", false), ("-01", false), ("1.", false), (".5", false), ("1e", false), ("1e+", false),
            ("1.e1", false), ("1-2", false), ("1+2", false), ("1e2e3", false), ("1.2.3", false), ("+1", false),
            ("--1", false), ("0x1", false), ("1_000", false), ("Infinity", false), ("NaN", false),
        ]
    )
    func numbers(text: String, isNumber: Bool) {
        #expect(JSONReading.isScanned([UInt8](text.utf8)) == isNumber)
        #expect(JSONReading.isScanned([UInt8]("[\(text)]".utf8)) == isNumber)
        #expect((JSONReading.tree([UInt8](text.utf8)) != nil) == isNumber)
        #expect((JSONReading.foundation([UInt8](text.utf8)) != nil) == isNumber)
    }

    @Test(
        "Every error has a sentence with the place",
        arguments: [
            (.truncated(at: 7), "byte 7"), (.unexpected(at: 8), "byte 8"), (.number(.outOfRange, at: 9), "byte 9"),
            (.number(.finerThanUnit, at: 9), "finer"), (.number(.notANumber, at: 9), "no number"),
            (.tooDeep(at: 10), "deep"), (.missing("data"), "data"),
        ] as [(WireError, String)]
    )
    func sentences(error: WireError, part: String) {
        #expect(error.sentence.contains(part))
    }
}
