import Books
import Testing

/// Prices, quantities and what they make together.
@Suite("Amounts")
struct AmountTests {
    @Test(
        "The sum of two quantities stops at the largest one instead of overflowing",
        arguments: [(1, 2, 3), (.max, 1, .max), (.max - 1, 1, .max), (.max, .max, .max), (0, 0, 0)]
            as [(Int64, Int64, Int64)]
    )
    func sums(left: Int64, right: Int64, sum: Int64) {
        #expect(Quantity(units: left).addingSaturated(Quantity(units: right)) == Quantity(units: sum))
    }

    @Test("What a quantity costs is exact at the ends of the range, and adds up")
    func notionals() {
        var notional = Notional(Price(units: .max), Quantity(units: .max))
        #expect(notional.units == 85_070_591_730_234_615_847_396_907_784_232_501_249)
        notional += Notional(Price(units: -1), Quantity(units: .max))
        #expect(notional.units == 85_070_591_730_234_615_838_173_535_747_377_725_442)
        #expect(Notional(Price(units: .min), Quantity(units: .max)) < .zero)
        #expect(Notional(Price(units: .min), Quantity(units: .min)) > .zero)
    }

    @Test("Amounts are ordered by their counts")
    func order() {
        #expect(Price(units: -1) < Price(units: 0))
        #expect(Quantity(units: 1) > .zero)
        #expect(Notional(units: 1) > .zero)
    }
}
