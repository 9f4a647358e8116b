import Books
import Strategy
import TestKit
import Testing

/// The ledger beside plain sums, and its profit beside what the account could be sold for.
@Suite("The ledger")
struct LedgerTests {
    private static let instrument = RiskBench.instrument
    /// Ledger units of one whole unit of the base asset, and of the quote asset.
    private static let base: Int128 = 1_000_000_000_000
    private static let quote: Int128 = 100_000_000_000_000

    private static func fill(
        _ quantity: Int64,
        at price: Int64,
        _ asset: FeeAsset = .quote,
        fee: Int64 = 0,
        trade: String = "t"
    ) -> OrderFill {
        OrderBench.fill(trade, quantity, at: price, fee: Fee(asset: asset, units: fee))
    }

    @Test("Buys, sells and fees move exactly what they say")
    func exact() throws {
        var ledger = Ledger(Self.instrument, venueCount: 2)
        // 0.5 at 2,000.00 for 1.000000000001 of the quote asset; then 0.2 sold elsewhere at 2,100.00 for 0.0001 BNB.
        try ledger.book(Self.fill(5_000, at: 200_000, fee: 1_000_000_000_001), .buy, at: VenueID(slot: 0))
        try ledger.book(Self.fill(2_000, at: 210_000, .other("BNB"), fee: 100_000_000), .sell, at: VenueID(slot: 1))
        #expect(ledger.accounts[0].base == Self.base / 2)
        #expect(ledger.accounts[0].quote == -1_000 * Self.quote - 100_000_000_000_100)
        #expect(ledger.accounts[0].quoteFees == 100_000_000_000_100)
        #expect(ledger.accounts[1].base == -Self.base / 5 && ledger.accounts[1].quote == 420 * Self.quote)
        #expect(
            ledger.accounts[1].otherFees.map(\.asset) == ["BNB"] && ledger.accounts[1].otherFees[0].units == 100_000_000
        )
        // 0.2 bought for 400 and sold for 420; 0.3 are left, which cost 600.
        #expect(ledger.holding.realised == 20 * Self.quote && ledger.holding.cost == 600 * Self.quote)
        #expect(ledger.openProfit(at: Mid(Price(units: 190_000))) == -30 * Self.quote)
        #expect(ledger.profit(at: Mid(Price(units: 190_000))) == -11 * Self.quote - 100)
    }

    @Test("A fee taken in the base asset makes the position smaller and counts at the price of its fill")
    func baseFee() throws {
        var ledger = Ledger(Self.instrument, venueCount: 1)
        try ledger.book(Self.fill(10_000, at: 200_000, .base, fee: 1_000_000_000), .buy, at: VenueID(slot: 0))
        #expect(ledger.holding.position == Self.base * 999 / 1_000 && ledger.position == Quantity(units: 9_990))
        #expect(ledger.fees == 2 * Self.quote && ledger.accounts[0].baseFees == Self.base / 1_000)
        #expect(ledger.profit(at: Mid(Price(units: 200_000))) == -2 * Self.quote)
    }

    @Test("Profit is what the account is worth, whatever was booked; a position that turns is closed and opened anew")
    func worth() {
        forEachSeed(1...400) { seed, generator in
            var ledger = Ledger(Self.instrument, venueCount: 3)
            var (base, quote) = (Int128(0), Int128(0))
            for number in 0..<generator.pick(1...40) {
                let (quantity, price) = (generator.pick(Int64(1)...50_000), generator.pick(Int64(1)...400_001))
                let side: OrderSide = generator.oneIn(2) ? .buy : .sell
                let fee = generator.pick(Int64(-5)...9_999_999_999)
                let asset: FeeAsset = generator.pick([.base, .quote, .quote])
                let sign: Int128 = side == .buy ? 1 : -1
                base += sign * Int128(quantity) * 100_000_000
                quote -= sign * Int128(quantity) * Int128(price) * 100_000_000
                if asset == .base { base -= Int128(fee) } else { quote -= Int128(fee) * 100 }
                let fill = Self.fill(quantity, at: price, asset, fee: fee, trade: "\(number)")
                try ledger.book(fill, side, at: VenueID(slot: generator.pick(0...2)))
                let mid = Mid(Price(units: generator.pick(1...400_001)))
                #expect(ledger.holding.position == base, "seed \(seed)")
                #expect(ledger.profit(at: mid) == quote + base * Int128(mid.doubled) / 2, "seed \(seed)")
                let (bases, quotes) = ledger.accounts.reduce((0, 0)) { ($0.0 + $1.base, $0.1 + $1.quote) }
                #expect(bases == base && quotes == quote, "seed \(seed)")
                #expect(ledger.holding.position != 0 || ledger.holding.cost == 0, "seed \(seed)")
            }
        }
    }

    @Test("A fill too large to be counted is refused as a whole")
    func beyondRange() throws {
        let fine = Instrument(
            base: "A",
            quote: "B",
            priceUnit: DecimalUnit(decimals: 18),
            quantityUnit: DecimalUnit(decimals: 18)
        )
        var ledger = Ledger(fine, venueCount: 1)
        let before = ledger
        let huge = DecimalText.bound - 1
        #expect(throws: LedgerError.beyondRange) {
            for number in 0..<5_000 {
                try ledger.book(Self.fill(huge, at: huge, trade: "\(number)"), .buy, at: VenueID(slot: 0))
            }
        }
        let booked = ledger
        #expect(throws: LedgerError.beyondRange) {
            try ledger.book(Self.fill(huge, at: huge, fee: .max), .buy, at: VenueID(slot: 0))
        }
        #expect(ledger == booked && ledger != before)
    }
}
