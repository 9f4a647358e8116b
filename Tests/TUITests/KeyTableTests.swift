import Books
import TestKit
import Testing

@testable import TUI

@Suite("Key table")
struct KeyTableTests {
    @Test("Every command has exactly one line, with keys of its own and words for the help")
    func table() {
        for command in KeyCommand.allCases {
            #expect(KeyTable.bindings.count { $0.command == command } == 1, "\(command)")
        }
        let keys = KeyTable.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        for binding in KeyTable.bindings {
            #expect(!binding.keys.isEmpty && !binding.description.isEmpty && binding.label?.isEmpty != true)
            for key in binding.keys { #expect(KeyTable.command(for: key) == binding.command) }
        }
        #expect(KeyTable.command(for: .character("Q")) == nil)
        #expect(KeyTable.command(for: .alt("q")) == nil)
    }

    @Test("No shifted letter of a movement does anything but what the table says, so no slip comes near the kill key")
    func noShiftedAliases() throws {
        let movements: [KeyCommand] = [.up, .down, .left, .right]
        for binding in KeyTable.bindings where movements.contains(binding.command) {
            for case .character(let scalar) in binding.keys {
                let shifted = try #require(Character(scalar).uppercased().unicodeScalars.first)
                let command = KeyTable.command(for: .character(shifted))
                #expect(command.map { !movements.contains($0) } ?? true)
            }
        }
        #expect(KeyTable.bindings.first { $0.command == .kill }?.keys == [.character("K")])
    }

    @Test("The help shows every key with its description", arguments: [(80, 24), (120, 40), (200, 50)])
    func help(columns: Int, rows: Int) {
        var state = ScreenState()
        let bench = ScreenBench(columns: columns, rows: rows)
        #expect(bench.press("?", &state).isEmpty)
        let text = bench.text(state)
        for binding in KeyTable.bindings {
            #expect(text.contains(binding.description), "\(binding.description)")
            for key in binding.keys { #expect(text.contains(key.name)) }
        }
    }

    @Test("On a screen too low for the help, it scrolls to its end")
    func helpScrolls() {
        var state = ScreenState()
        let bench = ScreenBench(columns: 40, rows: 10)
        _ = bench.press("?", &state)
        let last = KeyTable.bindings[KeyTable.bindings.count - 1].description
        #expect(!bench.text(state).contains(last))
        _ = bench.press("G", &state)
        #expect(bench.text(state).contains(last))
    }

    @Test("The footer names what a key does now, and the keys to safety on every screen that has a footer")
    func footer() {
        let bench = ScreenBench(columns: 80, rows: 24)
        let state = ScreenState()
        #expect(
            bench.row(23, state).contains(
                " s MM off  Space hold  K kill  Tab pane  : command  / filter  ? help  q quit"
            )
        )
        #expect(ScreenBench(.held).row(23, state).contains("Space run..."))
        #expect(ScreenBench(.oneVenueDown).row(23, state).contains("r reconnect"))
        #expect(ScreenBench(.killed).row(23, state).contains(":rearm clear kill..."))
        #expect(!ScreenBench(.killed).row(23, state).contains("Space"))
        for columns in 40..<200 {
            let row = ScreenBench(columns: columns, rows: 24).row(23, state)
            #expect(row.contains("K kill") && row.contains("Space hold") && row.contains("q quit"), "\(columns)")
        }
    }
}
