import Books
import TestKit
import Testing

@testable import TUI

@Suite("Consumer book on the screen")
struct MarketTests {
    @Test(
        "Parts go to venues by size, at least one to each that is present",
        arguments: [
            ([455, 750], 6, [2, 4]), ([812, 300], 6, [4, 2]), ([3300, 250], 6, [5, 1]), ([1, 1_000_000], 6, [1, 5]),
            ([5, 0], 6, [6, 0]), ([0, 0], 6, [0, 0]), ([1, 1, 1], 2, [1, 1, 0]),
            ([9, 1, 8, 1, 7], 3, [1, 0, 1, 0, 1]),
            ([3, -7], 4, [4, 0]), ([1, 2], 0, [0, 0]),
        ] as [([Int64], Int, [Int])]
    )
    func shares(sizes: [Int64], parts: Int, counts: [Int]) {
        #expect(ShareLetters(sizes.map(Quantity.init(units:)), parts: parts).counts == counts)
    }

    @Test("The parts always add up, whatever the sizes")
    func sharesAddUp() {
        let seed: UInt64 = 4242
        var random = SplitMix64(seed: seed)
        for _ in 0..<1000 {
            let sizes = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                Quantity(
                    units: Int64.random(in: 0...(.max), using: &random) >> Int64.random(in: 0...63, using: &random)
                )
            }
            let parts = Int.random(in: 1...12, using: &random)
            let counts = ShareLetters(sizes, parts: parts).counts
            let present = sizes.count { $0.units > 0 }
            #expect(counts.reduce(0, +) == (present == 0 ? 0 : parts), "seed \(seed): \(sizes), \(parts)")
            for (size, count) in zip(sizes, counts) {
                #expect(size.units > 0 || count == 0, "seed \(seed): \(sizes), \(parts)")
                #expect(size.units == 0 || count > 0 || present > parts, "seed \(seed): \(sizes), \(parts)")
            }
        }
    }

    @Test("The mid is exact in half units and the spread in basis points is rounded to the nearest")
    func midAndSpread() throws {
        let top = try #require(MidAndSpread(bid: Price(units: 6_412_340), ask: Price(units: 6_412_350)))
        #expect(top.twiceMid == 12_824_690)
        #expect(top.spread == 10)
        #expect(top.hundredthsOfBasisPoint == 2)
        #expect(MidAndSpread(bid: nil, ask: Price(units: 1)) == nil)
        #expect(MidAndSpread(bid: Price(units: .max), ask: Price(units: 1)) == nil)
        #expect(MidAndSpread(bid: Price(units: .min), ask: Price(units: 1)) == nil)
        #expect(MidAndSpread(bid: Price(units: 0), ask: Price(units: 0))?.hundredthsOfBasisPoint == nil)
    }

    @Test("Imbalance counts both sides over five levels")
    func imbalance() {
        let sums = BookSums(SampleConsole.normal.model.consumer, levels: 5)
        #expect(sums.bid == Quantity(units: 715_000))
        #expect(sums.ask == Quantity(units: 966_700))
        #expect(sums.imbalance == -15)
        #expect(sums.bidParts(of: 7) == 3)
        #expect(BookSums(ConsumerView(), levels: 5).imbalance == nil)
    }

    @Test("A locked book says so, and without a duration too")
    func locked() {
        var model = SampleConsole.normal.model
        model.consumer.bids = FiveLevels([
            ConsumerLevelView(
                price: model.consumer.asks[0]?.price ?? Price(units: 0),
                total: Quantity(units: 1),
                parts: VenueQuantities()
            )
        ])
        let size = ScreenSize(columns: 120, rows: 40)
        #expect(rows(model, size)[9].contains("╶ LOCKED ─"))
        model.consumer.crossedFor = .milliseconds(1300)
        #expect(rows(model, size)[9].contains("╶ LOCKED for  1.3 s ─"))
    }

    @Test("Texts of venues cannot steer the terminal or shift a row")
    func hostileTexts() {
        var model = SampleConsole.normal.model
        model.venues[1].state = .resyncing(reason: "\u{1B}[2J漢字\u{301}é\u{9B}x\u{AD}")
        let message = rows(model, ScreenSize(columns: 120, rows: 40))[38]
        #expect(message.hasPrefix(" KRAKEN rebuilds its book: ?[2J???é?x?"))
    }

    @Test("Levels beyond the fifth are left out and comparison sees every level")
    func fiveLevels() {
        func level(_ price: Int64) -> LevelView { LevelView(price: Price(units: price), quantity: .zero) }
        let levels = FiveLevels((1...7).map { level($0) })
        #expect(levels.count == 5)
        #expect(levels[4] == level(5))
        #expect(levels[5] == nil)
        #expect(levels[-1] == nil)
        #expect(levels == FiveLevels((1...5).map { level($0) }))
        #expect(levels != FiveLevels((1...4).map { level($0) }))
        #expect(levels != FiveLevels([1, 2, 3, 4, 6].map { level($0) }))
        var parts = VenueQuantities()
        parts[VenueID(slot: VenueID.limit - 1)] = Quantity(units: 1)
        #expect(parts != VenueQuantities())
    }

    private func rows(_ model: ConsoleViewModel, _ size: ScreenSize) -> [String] {
        let grid = ConsoleScreen.draw(model, size: size, glyphs: .unicode)
        return (0..<size.rows).map { row in
            var text = ""
            for column in 0..<size.columns { text.unicodeScalars.append(grid[row, column].scalar) }
            return text
        }
    }
}
