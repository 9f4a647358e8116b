import Books
import TestKit
import Testing

/// Text to counts and back, exactly.
@Suite("Decimal text")
struct DecimalTextTests {
    /// What the parser makes of the beginning of `bytes`, and where it stops.
    static func parse(_ bytes: [UInt8], _ decimals: Int) -> (result: Result<Int64, DecimalError>, end: Int) {
        var end = 0
        do throws(DecimalError) {
            return (.success(try DecimalText.parse(bytes.span, at: &end, unit: DecimalUnit(decimals: decimals))), end)
        } catch {
            return (.failure(error), end)
        }
    }

    /// Compares the parser with the plain one.
    static func compare(_ bytes: [UInt8], _ decimals: Int, _ comment: @autoclosure () -> String) {
        let plain = PlainDecimal(bytes, decimals: decimals)
        let parsed = parse(bytes, decimals)
        let isSame =
            switch parsed.result {
            case .success(let count): plain.count == count && plain.end == parsed.end
            case .failure(let error): plain.errors.contains(error)
            }
        guard !isSame else { return }
        Issue.record(
            "\(comment()): \(String(decoding: bytes, as: UTF8.self)) in 10^-\(decimals): \(parsed), not \(plain)"
        )
    }

    @Test(
        "A text is the count of its unit",
        arguments: [
            ("0", 0, 0), ("-0", 2, 0), ("1", 2, 100), ("2683.80", 2, 268_380), ("2683.8", 2, 268_380),
            ("-0.05", 2, -5), ("007.5", 1, 75), ("0.00005100", 8, 5_100), ("63005.0", 0, 63_005),
            ("1e-8", 8, 1), ("1E+3", 0, 1_000), ("1e3", 2, 100_000), ("12.5e1", 0, 125), ("0.0000001e7", 2, 100),
            ("1200e-2", 0, 12), ("5.1e-05", 8, 5_100), ("0e-99999", 3, 0), ("0.000e+123456789012345678901", 3, 0),
            ("100000000000000000000000e-20", 0, 1_000), ("1.00000000000000000000000000", 18, 1_000_000_000_000_000_000),
        ] as [(String, Int, Int64)]
    )
    func texts(text: String, decimals: Int, count: Int64) throws {
        #expect(try DecimalText.parse(text, unit: DecimalUnit(decimals: decimals)) == count)
    }

    @Test(
        "A text that is no count of the unit is refused with the reason",
        arguments: [
            ("", 2, .notANumber), ("-", 2, .notANumber), ("+1", 2, .notANumber), (".5", 2, .notANumber),
            ("1.", 2, .notANumber), ("1.e3", 2, .notANumber), ("1e", 2, .notANumber), ("1e+", 2, .notANumber),
            ("--1", 2, .notANumber), ("NaN", 2, .notANumber), ("1 ", 2, .notANumber), ("1.2.3", 2, .notANumber),
            ("0x10", 2, .notANumber), ("1,5", 2, .notANumber), ("\u{661}", 2, .notANumber),
            ("0.001", 2, .finerThanUnit), ("1e-3", 2, .finerThanUnit), ("12.345e1", 1, .finerThanUnit),
            ("1e-99999999999999999999", 18, .finerThanUnit), ("1e19", 0, .outOfRange),
            ("1e99999999999999999999", 0, .outOfRange), ("99999999999999999999", 0, .outOfRange),
        ] as [(String, Int, DecimalError)]
    )
    func refusals(text: String, decimals: Int, error: DecimalError) {
        #expect(throws: error) { try DecimalText.parse(text, unit: DecimalUnit(decimals: decimals)) }
    }

    @Test("The bound is where counts end, in every unit and in every way to write it", arguments: 0...18)
    func bound(decimals: Int) throws {
        let unit = DecimalUnit(decimals: decimals)
        for (offset, fits) in [(-15, true), (-4, true), (-1, true), (0, false), (1, false), (15, false)] {
            let count = DecimalText.bound + Int64(offset)
            for sign in [Int64(1), -1] {
                let text = DecimalText.text(sign * count, unit: unit)
                for form in [text, "\(sign * count)e-\(decimals)", "\(sign * count)00e-\(decimals + 2)"] {
                    let result = Self.parse([UInt8](form.utf8), decimals).result
                    #expect(result == (fits ? .success(sign * count) : .failure(.outOfRange)), "\(form)")
                }
            }
        }
    }

    @Test("What is written is read again, with zeros added and in every unit")
    func roundTrips() {
        forEachSeed(1...300) { seed, generator in
            let unit = DecimalUnit(decimals: generator.pick(0...18))
            for _ in 0..<30 {
                let bits = generator.pick(0...62)
                let count = generator.pick(-((Int64(1) << bits) - 1)...((Int64(1) << bits) - 1))
                let text = DecimalText.text(count, unit: unit)
                let padding = unit.decimals > 0 ? String(repeating: "0", count: generator.pick(0...30)) : ""
                try #expect(DecimalText.parse(text + padding, unit: unit) == count, "seed \(seed): \(text)")
                let plain = DecimalText.plain(Int128(count), decimals: unit.decimals)
                try #expect(DecimalText.parse(plain, unit: unit) == count, "seed \(seed): \(plain)")
            }
        }
    }

    @Test("Numbers of every shape mean what they mean to the plain parser")
    func shapes() {
        forEachSeed(1...4_000) { seed, generator in
            let text = Self.shape(&generator)
            let decimals = generator.pick(0...18)
            Self.compare([UInt8](text.utf8), decimals, "seed \(seed)")
        }
    }

    @Test("Every beginning of a number means what it means to the plain parser")
    func truncations() {
        let texts = ["-2683.80000", "4611686018427387903", "0.00005100e-12", "1E+18", "12345678901234567890.5e-10"]
        for bytes in texts.map({ [UInt8]($0.utf8) }) {
            for length in 0...bytes.count {
                for decimals in [0, 1, 8, 18] { Self.compare([UInt8](bytes.prefix(length)), decimals, "cut") }
            }
        }
    }

    @Test("Bytes of any kind mean what they mean to the plain parser, and never trap")
    func noise() {
        let letters = [UInt8]("0123456789999900000....--ee+E \"".utf8)
        forEachSeed(1...4_000) { seed, generator in
            let bytes = (0..<generator.pick(0...30)).map { _ in
                generator.oneIn(40) ? generator.pick(0...255) : generator.pick(letters)
            }
            Self.compare(bytes, generator.pick(0...18), "seed \(seed)")
        }
    }

    @Test("A number is read where it stands among other bytes")
    func position() throws {
        let bytes = [UInt8](#"["12.50","3"]"#.utf8)
        var at = 2
        #expect(try DecimalText.parse(bytes.span, at: &at, unit: DecimalUnit(decimals: 2)) == 1_250)
        #expect(at == 7)
        at = bytes.count
        #expect(throws: DecimalError.notANumber) {
            try DecimalText.parse(bytes.span, at: &at, unit: DecimalUnit(decimals: 2))
        }
    }

    /// A number in one of the forms that venues use, or beyond them.
    private static func shape(_ generator: inout SplitMix64) -> String {
        func digits(_ longest: Int) -> String {
            let length = generator.pick(1...longest)
            return String((0..<length).map { _ in generator.oneIn(3) ? "0" : generator.pick(Array("123456789")) })
        }
        var text = generator.oneIn(5) ? "-" : ""
        text += digits(generator.oneIn(4) ? 24 : 8)
        if generator.oneIn(2) { text += "." + digits(generator.oneIn(4) ? 30 : 9) }
        if generator.oneIn(3) {
            text += generator.pick(["e", "E", "e-", "E+", "e+"]) + digits(2)
        }
        if generator.oneIn(3) { text += generator.pick([",", "\"", "}", " ", ".", "e", "x"]) }
        return text
    }
}
