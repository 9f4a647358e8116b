import Books
import TestKit
import Testing

@testable import TUI

@Suite("Layout at every size")
struct LayoutTests {
    static let liveRoles: Set<Role> = [
        .bidPrice, .bidSize, .bidBar, .bidBlock, .askPrice, .askSize, .askBar, .askBlock, .priceCommon, .priceTail,
        .mid, .flashUp, .flashDown,
    ]

    @Test("Random frames draw at random sizes without a trap, and with the switches in the first row")
    func randomFrames() {
        let seed: UInt64 = 0x5C2E_E401
        var random = RandomConsole(seed: seed)
        for round in 0..<300 {
            let model = random.next()
            let size = random.size()
            var state = ScreenState()
            state.show(model, at: MonotonicTime(nanoseconds: 0))
            state.isHelpOpen = round % 7 == 0
            let glyphs = round % 2 == 0 ? Glyphs.unicode : .ascii
            let grid = ConsoleScreen.draw(model, state: state, size: size, glyphs: glyphs)
            #expect(grid.cells.count == size.columns * size.rows)
            let scalars = Set(grid.cells.map(\.scalar))
            #expect(scalars.allSatisfy { isSafe($0, glyphs) }, "seed \(seed), round \(round)")
            if !state.isHelpOpen {
                let first = row(0, of: grid)
                let isKilled = if case .killed = model.execution { true } else { false }
                if size.columns >= 40 {
                    #expect(first.contains(isKilled ? "!! KILLED" : "[EXEC "), "seed \(seed), round \(round), \(size)")
                    #expect(isKilled || first.contains("[MM O"), "seed \(seed), round \(round), \(size)")
                }
                #expect((grid[0, 0].role == .stateKilled) == isKilled, "seed \(seed), round \(round), \(size)")
            }
        }
    }

    @Test("Every size from 1x1 to 250x70 draws", arguments: SampleConsole.allCases)
    func everySize(sample: SampleConsole) {
        let model = sample.model
        for rows in 1...70 {
            for columns in stride(from: 1 + rows % 23, through: 250, by: 23) {
                let size = ScreenSize(columns: columns, rows: rows)
                let grid = ConsoleScreen.draw(model, size: size, glyphs: .unicode)
                #expect(grid.cells.contains { $0.scalar != " " }, "\(size)")
            }
        }
    }

    @Test("The parts of a layout lie on the screen and do not overlap")
    func partsDoNotOverlap() {
        for venues in 0...8 {
            for rows in 1...60 {
                for columns in stride(from: 1 + rows % 11, through: 230, by: 11) {
                    let size = ScreenSize(columns: columns, rows: rows)
                    let zoomed: BookKind? = (columns + rows) % 5 == 0 ? .consumer : nil
                    let layout = Layout(size: size, venues: venues, zoomed: zoomed)
                    let parts = layout.parts
                    let inside = parts.allSatisfy {
                        $0.row >= 0 && $0.column >= 0 && $0.row + $0.rows <= rows && $0.column + $0.columns <= columns
                    }
                    #expect(inside, "\(size), \(venues) venues")
                    #expect(!overlap(parts), "\(size), \(venues) venues")
                }
            }
        }
    }

    @Test("Below 80 columns the trader goes, below 60 the venues, below 40 the ladder")
    func droppedColumns() {
        func kinds(_ columns: Int, _ rows: Int = 24) -> [BookKind] {
            Layout(size: ScreenSize(columns: columns, rows: rows), venues: 2).books.map(\.kind)
        }
        #expect(kinds(80) == [.venue(0), .consumer, .venue(1), .trader])
        #expect(kinds(79) == [.venue(0), .consumer, .venue(1)])
        #expect(kinds(60) == [.venue(0), .consumer, .venue(1)])
        #expect(kinds(59) == [.consumer])
        #expect(kinds(40, 12) == [.consumer])
        #expect(kinds(39, 12) == [])
        #expect(kinds(80, 11) == [])
    }

    @Test(
        "The feeds go first, then the log, the orders, the account, the message, the last trade, the header and the keys"
    )
    func droppedRows() {
        func layout(_ rows: Int) -> Layout { Layout(size: ScreenSize(columns: 80, rows: rows), venues: 2) }
        #expect(layout(40).feeds != nil && layout(40).log != nil && layout(40).orders != nil)
        #expect(layout(28).feeds == nil && layout(28).log != nil)
        #expect(layout(26).log == nil && layout(26).orders?.rows == 8)
        #expect(layout(24).orders?.rows == 6 && layout(24).account != nil)
        #expect(layout(20).orders?.rows == 2)
        #expect(layout(19).orders?.rows == 2 && layout(19).account == nil)
        #expect(layout(18).orders == nil && layout(18).account != nil)
        #expect(layout(17).account == nil && layout(17).message != nil)
        #expect(layout(16).message == nil && layout(16).rows.last != nil)
        #expect(layout(15).rows.last == nil && layout(15).rows.header != nil)
        #expect(layout(14).rows.header == nil && layout(14).keys != nil)
        #expect(layout(13).keys == nil && layout(13).rows.levels == 5)
        #expect(layout(12).rows.levels == 4)
    }

    @Test("A venue that is not live has no cell in the role of a live price", arguments: [80, 120, 200])
    func deadVenuesHaveNoLiveCells(columns: Int) throws {
        let outage = Outage(reason: "refused", since: SampleConsole.wallTime, elapsed: .zero, attempt: 1, retryIn: nil)
        let states: [VenueState] = [
            .connecting, .syncing, .stale(age: .seconds(3)), .resyncing(reason: "gap"), .halted(reason: "halt"),
            .down(outage),
        ]
        let size = ScreenSize(columns: columns, rows: 40)
        let book = try #require(Layout(size: size, venues: 2).books.first { $0.kind == .venue(1) })
        for state in states {
            var model = SampleConsole.normal.model
            model.venues[1].state = state
            let grid = ConsoleScreen.draw(model, size: size, glyphs: .unicode)
            var digits = 0
            var roles: Set<Role> = []
            for row in book.region.row + 1..<book.region.row + book.region.rows {
                for column in book.region.column..<book.region.column + book.region.columns {
                    roles.insert(grid[row, column].role)
                    if row < book.region.row + 13, ("0"..."9").contains(grid[row, column].scalar) { digits += 1 }
                }
            }
            #expect(roles.isDisjoint(with: Self.liveRoles), "\(state)")
            if case .stale = state {
                #expect(digits > 100)
            } else if case .down = state {
                #expect(digits <= 6, "only the time since when there is no data")
            } else {
                #expect(digits == 0, "\(state)")
            }
        }
    }

    @Test("Without a live venue the consumer book shows no number")
    func noMarket() throws {
        var model = SampleConsole.normal.model
        model.venues[0].state = .stale(age: .seconds(3))
        model.venues[1].state = .connecting
        let size = ScreenSize(columns: 120, rows: 40)
        let book = try #require(Layout(size: size, venues: 2).books.first { $0.kind == .consumer })
        let grid = ConsoleScreen.draw(model, size: size, glyphs: .unicode)
        let rows = book.region.row + 1..<book.region.row + book.region.rows
        let columns = book.region.column..<book.region.column + book.region.columns
        let hasDigit = rows.contains { row in columns.contains { ("0"..."9").contains(grid[row, $0].scalar) } }
        #expect(!hasDigit)
        #expect(row(book.region.row + 7, of: grid).contains("no market"))
    }

    @Test("Every state is told apart without colours at 80x24", arguments: SampleConsole.allCases)
    func monoIsEnough(sample: SampleConsole) {
        let grid = ConsoleScreen.draw(sample.model, size: ScreenSize(columns: 80, rows: 24), glyphs: .ascii)
        let loud = grid.cells.contains {
            Theme.standard.style(of: $0.role, at: .mono).attributes.contains(.reverse)
        }
        switch sample {
        case .normal, .empty, .residual: #expect(!loud)
        case .oneVenueDown, .oneVenueStale, .noVenue, .connecting, .crossed, .held, .reducing, .killed,
            .killUnconfirmed, .inDoubt, .overflow, .longWords:
            #expect(loud)
        }
    }

    private func isSafe(_ scalar: Unicode.Scalar, _ glyphs: Glyphs) -> Bool {
        glyphs.all.contains(scalar) || glyphs.shown(scalar) == scalar
            || glyphs.isUnicode && (0x2800...0x28FF).contains(scalar.value)
    }

    private func row(_ row: Int, of grid: Grid) -> String {
        var text = ""
        for column in 0..<grid.size.columns { text.unicodeScalars.append(grid[row, column].scalar) }
        return text
    }

    private func overlap(_ parts: [Region]) -> Bool {
        parts.indices.contains { first in
            parts.indices.contains { second in
                first < second && parts[first].intersects(parts[second])
            }
        }
    }
}

extension Layout {
    fileprivate var parts: [Region] {
        [status, badges, account, orders, log, feeds, message, keys].compactMap(\.self) + books.map(\.region)
    }
}

extension Region {
    fileprivate func intersects(_ other: Region) -> Bool {
        row < other.row + other.rows && other.row < row + rows && column < other.column + other.columns
            && other.column < column + columns
    }
}
