import Books
import TestKit
import Testing

@testable import TUI

@Suite("Numbers on the screen")
struct NumberTests {
    @Test(
        "A count of a unit is shown with the decimals asked for, finer digits cut off",
        arguments: [
            (6_412_345, 2, 2, "64123.45"), (6_412_340, 2, 2, "64123.40"), (5, 2, 2, "0.05"), (0, 2, 2, "0.00"),
            (-5, 2, 2, "-0.05"), (-5, 2, 0, "0"), (-500, 2, 0, "-5"), (1_999, 3, 2, "1.99"), (7, 0, 3, "7.000"),
            (Int64.max, 0, 0, "9223372036854775807"), (Int64.min, 18, 18, "-9.223372036854775808"),
            (12, 18, 4, "0.0000"),
        ] as [(Int64, Int, Int, String)]
    )
    func decimals(units: Int64, unit: Int, decimals: Int, shown: String) {
        #expect(Text(decimal: Int128(units), unitDecimals: unit, decimals: decimals).string == shown)
    }

    @Test("A number as text says the same as the standard library, for random counts")
    func agreesWithTheStandardLibrary() {
        let seed: UInt64 = 77
        var random = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            let units = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...63, using: &random)
            let decimals = Int.random(in: 0...18, using: &random)
            let digits = String(units.magnitude)
            let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
            let plain =
                (units < 0 ? "-" : "") + padded.dropLast(decimals) + (decimals > 0 ? "." : "")
                + padded.suffix(decimals)
            let text = Text(decimal: Int128(units), unitDecimals: decimals, decimals: decimals)
            #expect(text.string == plain, "seed \(seed)")
        }
    }

    @Test("Points of a column stay in one line when a value needs more room, and the column gives up decimals")
    func columnOverflow() {
        let format = NumberFormat(unit: DecimalUnit(decimals: 3), decimals: 3, integerDigits: 3)
        var column = NumberColumn(format, width: 7)
        column.include(4200)
        #expect(column.text(4200).string == "4.200")
        column.include(1_234_567)
        #expect(column.text(1_234_567).string == "1234.56")
        #expect(column.text(4200).string == "4.20")
        column.include(12_345_678_901)
        #expect(column.text(12_345_678_901).string == "#######")
        #expect(column.text(4200).string == "4")
    }

    @Test("The digits that all prices share are faint, but never the last three")
    func sharedDigits() {
        let format = NumberFormat(unit: DecimalUnit(decimals: 2), decimals: 2, integerDigits: 5)
        func shared(_ prices: [Int64]) -> Int {
            PriceColumn(format, width: 8, prices: prices).text(prices[0]).shared
        }
        #expect(shared([6_412_345, 6_412_345]) == 4)
        #expect(shared([6_412_345, 6_412_999]) == 4)
        #expect(shared([6_412_345, 6_413_345]) == 3)
        #expect(shared([6_412_345, 7_412_345]) == 0)
        #expect(shared([999_999, 1_000_001]) == 0)
    }

    @Test(
        "A bar is full at the largest size, rounded up to 1, 2 or 5 times a power of ten",
        arguments: [
            (0, 1), (1, 1), (2, 2), (3, 5), (5, 5), (6, 10), (10, 10), (11, 20), (501, 1000), (Int64.max, .max),
        ]
            as [(Int64, Int64)]
    )
    func barScale(largest: Int64, full: Int64) {
        #expect(BarScale(largest: largest).full == full)
    }

    @Test("A size that is there always has a bar, and none is longer than the room")
    func barLength() {
        let scale = BarScale(largest: 1000)
        #expect(scale.filled(0, of: 56) == 0)
        #expect(scale.filled(1, of: 56) == 1)
        #expect(scale.filled(500, of: 56) == 28)
        #expect(scale.filled(1000, of: 56) == 56)
        #expect(scale.filled(.max, of: 56) == 56)
        #expect(scale.filled(-5, of: 56) == 0)
        #expect(scale.filled(5, of: 0) == 0)
    }

    @Test(
        "Ages and delays keep their width",
        arguments: [
            (0, "0.0s", " 0s", "00:00", "<1ms"), (12_400, "12.4s", "12s", "00:12", "12s"),
            (312, "0.3s", " 0s", "00:00", "312ms"), (1_250, "1.2s", " 1s", "00:01", "1.2s"),
            (725_000, "12m05s", "12m", "12:05", "725s"), (11_220_000, "3h07m", " 3h", "03h07", "9999s"),
            (400_000_000, "4d", " 4d", "004 d", "9999s"), (-5_000, "0.0s", " 0s", "00:00", "<1ms"),
        ] as [(Int64, String, String, String, String)]
    )
    func ages(milliseconds: Int64, lasting: String, coarse: String, stopwatch: String, delay: String) {
        let span = TimeSpan.milliseconds(milliseconds)
        #expect(Text(lasting: span).string == lasting)
        #expect(Text(coarse: span).string == coarse)
        #expect(Text(stopwatch: span).string == stopwatch)
        #expect(Text(delay: span).string == delay)
    }

    @Test("The clock shows the time of day in UTC, before 1970 too")
    func clock() {
        #expect(Text(clock: SampleConsole.wallTime).string == "15:04:05")
        #expect(Text(clock: WallTime(nanoseconds: -1_000_000_000)).string == "23:59:59")
        #expect(Text(clock: WallTime(nanoseconds: 0)).string == "00:00:00")
    }

    @Test("A number by itself keeps as many decimals as fit, and gives up its leading zero first")
    func fitting() {
        let format = NumberFormat(unit: DecimalUnit(decimals: 5), decimals: 5, integerDigits: 3)
        func fit(_ units: Int64, _ width: Int) -> String { Text(fitting: units, format, width: width).string }
        #expect(fit(1200, 8) == "0.01200")
        #expect(fit(1200, 6) == ".01200")
        #expect(fit(1200, 4) == ".012")
        #expect(fit(1_234_500, 4) == "12.3")
        #expect(fit(123_456_700_000, 4) == "####")
    }
}
