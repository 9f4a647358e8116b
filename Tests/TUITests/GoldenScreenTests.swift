import Books
import Foundation
import TUI
import TestKit
import Testing

@Suite("Golden screens")
struct GoldenScreenTests {
    struct Scene: Sendable, CustomTestStringConvertible {
        let sample: SampleConsole
        let columns: Int
        let rows: Int
        var over = ""
        var keys: [KeyStroke] = []

        var name: String { "\(sample.rawValue)\(over.isEmpty ? "" : "-")\(over)-\(columns)x\(rows)" }
        var testDescription: String { name }
    }

    static let scenes: [Scene] =
        SampleConsole.allCases.flatMap { sample in
            [(80, 24), (120, 40), (200, 50)].map { Scene(sample: sample, columns: $0.0, rows: $0.1) }
        } + [(60, 17), (40, 12), (24, 6)].map { Scene(sample: .oneVenueDown, columns: $0.0, rows: $0.1) }
        + [(100, 30), (160, 40)].map { Scene(sample: .normal, columns: $0.0, rows: $0.1) }
        + [
            over("help", [.character("?")]), over("help", [.character("?")], 120, 40),
            over("prompt", typed(":venue KRAKEN ") + [.tab]), over("question", [.character("q")]),
            over("limits", typed(":limit") + [.enter]),
            over("kill", [.character("K")]), over("filter", typed("/kraken")), over("zoom", [.character("2")]),
            over("details", [.down, .down, .enter], 120, 40), over("details", [.down, .down, .enter]),
            over("history", typed(":venue KRAKEN drain") + [.escape, .character(":"), .up]),
            over("focus", [.tab, .down, .down, .down], 120, 40),
        ]

    private static func over(_ name: String, _ keys: [KeyStroke], _ columns: Int = 80, _ rows: Int = 24) -> Scene {
        Scene(sample: .normal, columns: columns, rows: rows, over: name, keys: keys)
    }

    private static func typed(_ text: String) -> [KeyStroke] { text.unicodeScalars.map { .character($0) } }

    @Test("A screen is drawn as its golden file says", arguments: scenes)
    func matches(scene: Scene) throws {
        var state = ScreenState()
        state.figures = ScreenFigures(framesPerSecond: 10, bytesPerFrame: 1_100)
        let size = ScreenSize(columns: scene.columns, rows: scene.rows)
        let now = MonotonicTime(nanoseconds: 0)
        for key in scene.keys {
            _ = state.handle([key], ScreenContext(model: scene.sample.model, size: size, now: now))
        }
        let golden = GoldenScreen(
            [("unicode", Glyphs.unicode), ("ascii", Glyphs.ascii)].map { name, glyphs in
                (name, ConsoleScreen.draw(scene.sample.model, state: state, size: size, glyphs: glyphs))
            }
        )
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
            try golden.text.write(to: source.appending(path: scene.name + ".txt"), atomically: true, encoding: .utf8)
            return
        }
        let file = try #require(
            Bundle.module.url(forResource: scene.name, withExtension: "txt", subdirectory: "Fixtures"),
            "no golden file \(scene.name).txt: make it with UPDATE_GOLDEN=1"
        )
        let difference = try golden.difference(from: String(contentsOf: file, encoding: .utf8))
        #expect(difference == nil, "\(difference ?? "")")
    }
}
