import Books
import TestKit
import Testing

@testable import TUI

@Suite("Numbers that do not jump")
struct StillnessTests {
    /// The frame of the sample with other prices and sizes, of the same magnitude.
    private func moved(_ random: inout SplitMix64) -> ConsoleViewModel {
        var model = SampleConsole.normal.model
        func level(_ level: LevelView, _ shift: Int64) -> LevelView {
            LevelView(
                price: Price(units: level.price.units + shift),
                quantity: Quantity(units: Int64.random(in: 1...999_999, using: &random)),
                own: level.own
            )
        }
        for index in model.venues.indices {
            let shift = Int64.random(in: -300_000...300_000, using: &random)
            let ladder = model.venues[index].ladder
            model.venues[index].ladder = LadderView(
                asks: FiveLevels((0..<5).compactMap { ladder.asks[$0] }.map { level($0, shift) }),
                bids: FiveLevels((0..<5).compactMap { ladder.bids[$0] }.map { level($0, shift) })
            )
            model.venues[index].latency = .milliseconds(Int64.random(in: 0...9_000, using: &random))
            model.venues[index].messagesPerSecond = Int.random(in: 0...9_999, using: &random)
        }
        model.account.profit?.open = Money(units: Int64.random(in: -99_999...99_999, using: &random))
        model.account.position = Quantity(units: Int64.random(in: -99_999...99_999, using: &random))
        return model
    }

    /// Where the points of the prices and sizes in the books stand, and the lines between the books.
    private func landmarks(_ grid: Grid, _ layout: Layout) -> [[Int]] {
        var landmarks: [[Int]] = []
        for book in layout.books where book.kind != .trader && book.kind != .consumer {
            for depth in 0..<layout.rows.levels {
                for row in [layout.rows.ask(depth), layout.rows.bid(depth)] {
                    let columns = book.region.column..<book.region.column + book.region.columns
                    let row = book.region.row + row
                    landmarks.append(columns.filter { grid[row, $0].scalar == "." })
                }
            }
        }
        for row in 0..<grid.size.rows {
            landmarks.append((0..<grid.size.columns).filter { grid[row, $0].scalar == "\u{2502}" })
        }
        return landmarks
    }

    @Test(
        "Points and lines stay in their cells whatever the market does",
        arguments: [
            (80, 24), (100, 30), (120, 40), (160, 40), (200, 50),
        ]
    )
    func landmarksStay(columns: Int, rows: Int) {
        let seed: UInt64 = 0x57111
        var random = SplitMix64(seed: seed)
        let size = ScreenSize(columns: columns, rows: rows)
        let layout = Layout(size: size, venues: 2)
        let first = landmarks(
            ConsoleScreen.draw(SampleConsole.normal.model, size: size, glyphs: .unicode),
            layout
        )
        for round in 0..<40 {
            let grid = ConsoleScreen.draw(moved(&random), size: size, glyphs: .unicode)
            #expect(landmarks(grid, layout) == first, "seed \(seed), round \(round)")
        }
    }

    @Test("The switches stand in the same cells in every state but a kill", arguments: [40, 80, 120, 200])
    func switchesStay(columns: Int) {
        let size = ScreenSize(columns: columns, rows: 40)
        for sample in SampleConsole.allCases where sample != .killed && sample != .killUnconfirmed {
            let grid = ConsoleScreen.draw(sample.model, size: size, glyphs: .ascii)
            let row = String(String.UnicodeScalarView((0..<columns).map { grid[0, $0].scalar }))
            #expect(Array(row).firstIndex(of: "[") == 11, "\(sample)")
            #expect(Array(row)[20...].starts(with: "[EXEC "), "\(sample)")
        }
    }

    @Test("One large order does not make all bars breathe: a scale is kept until the largest is a fifth of it")
    func scales() {
        var scales = BarScales()
        var model = SampleConsole.normal.model
        func show(_ largest: Int64) -> Int64? {
            model.venues[0].ladder = LadderView(
                asks: FiveLevels([LevelView(price: Price(units: 1), quantity: Quantity(units: largest))])
            )
            scales.show(model)
            return scales.full(.venue(0))
        }
        #expect(show(480) == 500)
        #expect(show(520) == 1_000)
        #expect(show(480) == 1_000)
        #expect(show(201) == 1_000)
        #expect(show(200) == 200)
        #expect(show(1_001) == 2_000)
    }
}
