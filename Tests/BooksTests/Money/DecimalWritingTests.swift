import Books
import TestKit
import Testing

/// Counts as text.
@Suite("Decimal text: writing")
struct DecimalWritingTests {
    /// What a count is in digits, put together from its letters.
    static func write(_ count: Int128, decimals: Int, trimmed: Bool) -> String {
        var letters = String(count.magnitude)
        letters = String(repeating: "0", count: max(0, decimals + 1 - letters.count)) + letters
        let point = letters.index(letters.endIndex, offsetBy: -decimals)
        var fraction = String(letters[point...])
        while trimmed, fraction.hasSuffix("0") { fraction.removeLast() }
        return (count < 0 ? "-" : "") + letters[..<point] + (fraction.isEmpty ? "" : "." + fraction)
    }

    @Test(
        "A count has all decimals of its unit",
        arguments: [
            (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (268_380, 2, "2683.80"), (-100, 0, "-100"),
            (.max, 0, "9223372036854775807"), (.min, 18, "-9.223372036854775808"), (1, 18, "0.000000000000000001"),
        ] as [(Int64, Int, String)]
    )
    func all(count: Int64, decimals: Int, text: String) {
        #expect(DecimalText.text(count, unit: DecimalUnit(decimals: decimals)) == text)
    }

    @Test(
        "A plain number has no zeros that say nothing",
        arguments: [
            (0, 0, "0"), (0, 8, "0"), (6_300_500, 2, "63005"), (268_380, 2, "2683.8"), (-268_300, 2, "-2683"),
            (5_100, 8, "0.000051"), (-1, 3, "-0.001"), (1_000, 0, "1000"), (1, 30, "0.000000000000000000000000000001"),
        ] as [(Int128, Int, String)]
    )
    func plain(count: Int128, decimals: Int, text: String) {
        #expect(DecimalText.plain(count, decimals: decimals) == text)
    }

    @Test("Random counts are written as their letters say, behind what stands there already")
    func random() {
        forEachSeed(1...2_000) { seed, generator in
            let bits = generator.pick(0...126)
            let magnitude = Int128(generator.next()) << 64 | Int128(generator.next())
            let count = (generator.oneIn(2) ? 1 : -1) * (magnitude & ((Int128(1) << bits) - 1))
            let decimals = generator.pick(0...36)
            let trimmed = generator.oneIn(2)
            var bytes = [UInt8]("<".utf8)
            DecimalText.append(count, decimals: decimals, trimmed: trimmed, to: &bytes)
            let written = Self.write(count, decimals: decimals, trimmed: trimmed)
            #expect(String(decoding: bytes, as: UTF8.self) == "<" + written, "seed \(seed)")
        }
    }

    @Test(
        "The decimals of a number are those that its text has",
        arguments: [
            ("63005", 0), ("63005.0", 1), ("0.00005100", 8), ("-1.5", 1), ("\"2.50\"", 0), ("2.50\",", 2), ("", 0),
            ("7.,", 0), ("1e-8", 0),
        ]
    )
    func decimals(text: String, count: Int) {
        #expect(DecimalText.decimals([UInt8](text.utf8).span, at: 0) == count)
    }

    @Test("A unit knows how many of it make one", arguments: 0...18)
    func perOne(decimals: Int) throws {
        let unit = DecimalUnit(decimals: decimals)
        #expect(try DecimalText.parse("1", unit: unit) == unit.perOne)
        #expect(String(unit.perOne) == "1" + String(repeating: "0", count: decimals))
    }
}
