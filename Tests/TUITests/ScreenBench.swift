import Books
import TUI
import TestKit

/// A sample frame, a size and a clock that stands still unless it is told.
struct ScreenBench {
    var model: ConsoleViewModel
    let size: ScreenSize
    var now = MonotonicTime(nanoseconds: 1_000_000_000_000)

    init(_ sample: SampleConsole = .normal, columns: Int = 80, rows: Int = 24) {
        model = sample.model
        size = ScreenSize(columns: columns, rows: rows)
    }

    var context: ScreenContext { ScreenContext(model: model, size: size, now: now) }

    /// Presses one key.
    func press(_ key: KeyStroke, _ state: inout ScreenState) -> [ConsoleAction] {
        state.handle([key], context)
    }

    /// Presses the keys of a text, one by one.
    func press(_ text: String, _ state: inout ScreenState) -> [ConsoleAction] {
        text.unicodeScalars.flatMap { press(.character($0), &state) }
    }

    /// Types a command and Enter.
    func command(_ text: String, _ state: inout ScreenState) -> [ConsoleAction] {
        press(":" + text, &state) + press(.enter, &state)
    }

    /// One row of the screen.
    func row(_ row: Int, _ state: ScreenState) -> String {
        let grid = ConsoleScreen.draw(model, state: state, size: size, glyphs: .ascii)
        return String(String.UnicodeScalarView((0..<size.columns).map { grid[row, $0].scalar }))
    }

    /// The whole screen.
    func text(_ state: ScreenState) -> String {
        (0..<size.rows).map { row($0, state) }.joined(separator: "\n")
    }
}
