import Books
import Testing

/// Instants, spans and slots.
@Suite("Times and venues")
struct TimeTests {
    @Test("Instants and spans add and subtract")
    func arithmetic() {
        let start = MonotonicTime(nanoseconds: 1_000)
        let later = start + .milliseconds(3)
        #expect(later.nanoseconds == 3_001_000)
        #expect(later - start == .milliseconds(3))
        #expect((start - later).nanoseconds == -3_000_000)
        #expect(start < later)
        #expect(TimeSpan.seconds(2) == .milliseconds(2_000))
        #expect(WallTime(nanoseconds: 5) - WallTime(nanoseconds: 7) == TimeSpan(nanoseconds: -2))
    }

    @Test("Whole milliseconds are rounded towards zero", arguments: [(1_999_999, 1), (-1_999_999, -1), (0, 0)])
    func milliseconds(nanoseconds: Int64, milliseconds: Int64) {
        #expect(TimeSpan(nanoseconds: nanoseconds).milliseconds == milliseconds)
    }

    @Test("An instrument is called by its two assets")
    func name() {
        let unit = DecimalUnit(decimals: 2)
        #expect(Instrument(base: "ETH", quote: "USDT", priceUnit: unit, quantityUnit: unit).name == "ETH-USDT")
    }
}
