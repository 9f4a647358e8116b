import Books
import TestKit
import Testing

@testable import TUI

@Suite("Flash")
struct FlashTests {
    private let start = MonotonicTime(nanoseconds: 1_000_000_000)
    private static let size = ScreenSize(columns: 120, rows: 40)
    private static let lights: Set<Role> = [.flashUp, .flashDown, .flashUpFading, .flashDownFading]

    /// The normal frame with another best bid at the first venue, and other sizes.
    private func frame(bid: Int64 = 6_412_340, size: Int64 = 125_000) -> ConsoleViewModel {
        var model = SampleConsole.normal.model
        let rest = (1..<5).compactMap { model.venues[0].ladder.bids[$0] }
        model.venues[0].ladder.bids = FiveLevels(
            [LevelView(price: Price(units: bid), quantity: Quantity(units: size))] + rest
        )
        return model
    }

    /// The lit cells as text, by role.
    private func lit(_ model: ConsoleViewModel, _ state: ScreenState) -> [Role: String] {
        let grid = ConsoleScreen.draw(model, state: state, size: Self.size, glyphs: .unicode)
        var found: [Role: String] = [:]
        for cell in grid.cells where Self.lights.contains(cell.role) {
            found[cell.role, default: ""].unicodeScalars.append(cell.scalar)
        }
        return found
    }

    @Test("The digits of a best price that changed light up, weaker after 300 ms, and go out after 600")
    func price() {
        var state = ScreenState()
        state.show(frame(), at: start)
        #expect(lit(frame(), state).isEmpty)
        let after = frame(bid: 6_412_342)
        let change = start + .milliseconds(100)
        state.show(after, at: change)
        #expect(lit(after, state) == [.flashUp: "2"])
        #expect(state.deadline == change + .milliseconds(300))
        state.advance(to: change + .milliseconds(300))
        #expect(lit(after, state) == [.flashUpFading: "2"])
        #expect(state.deadline == change + .milliseconds(600))
        state.advance(to: change + .milliseconds(600))
        #expect(lit(after, state).isEmpty)
        #expect(state.deadline == nil)
    }

    @Test(
        "A size lights up from a quarter on, in the direction of its change",
        arguments: [
            (156_250, ".562", Role.flashUp), (93_750, "0.937", .flashDown), (156_000, "", .flashUp),
            (94_000, "", .flashDown),
        ] as [(Int64, String, Role)]
    )
    func size(size: Int64, digits: String, role: Role) {
        var state = ScreenState()
        state.show(frame(), at: start)
        state.show(frame(size: size), at: start + .milliseconds(100))
        let lit = lit(frame(size: size), state)
        if digits.isEmpty {
            #expect(lit.isEmpty)
        } else {
            #expect(lit.keys.first == role && lit.count == 1)
            #expect(lit[role]?.contains("5") == true || lit[role]?.contains("9") == true)
        }
    }

    @Test("Nothing lights up when flashes are off, and a dead venue never does")
    func off() {
        var state = ScreenState()
        state.flashMode = .off
        state.show(frame(), at: start)
        state.show(frame(bid: 6_412_342), at: start + .milliseconds(100))
        #expect(lit(frame(bid: 6_412_342), state).isEmpty)
        state.flashMode = .all
        var dead = frame(bid: 6_412_344)
        dead.venues[0].state = .stale(age: .seconds(3))
        state.show(dead, at: start + .milliseconds(200))
        #expect(lit(dead, state).isEmpty)
    }

    @Test("A cell lights up at most three times a second, however often it changes")
    func rate() {
        var state = ScreenState()
        var beginnings = 0
        var wasNew = false
        for frameNumber in 0..<100 {
            let now = start + .milliseconds(Int64(frameNumber) * 20)
            let model = frame(bid: 6_412_340 + Int64(frameNumber % 2))
            state.show(model, at: now)
            let mark = state.flash.mark(
                .venue(0),
                .bid,
                depth: 0,
                .price,
                value: 6_412_340 + Int64(frameNumber % 2),
                at: now
            )
            let isNew = mark.map { !$0.isFading } ?? false
            if isNew, !wasNew, frameNumber > 0 { beginnings += 1 }
            wasNew = isNew || (mark == nil && wasNew)
        }
        // Two seconds: at most six beginnings.
        #expect((1...6).contains(beginnings))
    }

    @Test("An order whose state changed lights up, and the first frame lights up nothing")
    func orders() {
        var state = ScreenState()
        var model = frame()
        state.show(model, at: start)
        #expect(lit(model, state).isEmpty)
        model.orders[0].phase = .filled
        state.show(model, at: start + .milliseconds(100))
        #expect(lit(model, state) == [.flashUp: "filled"])
    }

    @Test("Without colours no light changes the look of a cell")
    func mono() {
        for role in Self.lights {
            let attributes = Theme.standard.style(of: role, at: .mono).attributes
            #expect(!attributes.contains(.reverse))
        }
    }
}
