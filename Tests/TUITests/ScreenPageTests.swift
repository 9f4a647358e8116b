import Foundation
import TUI
import Testing

@Suite("The page about the screen")
struct ScreenPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/screen.md").standardizedFileURL

    private static var keys: String {
        var text = "| key | what it does | asks |\n|---|---|---|\n"
        for binding in KeyTable.bindings {
            let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
            text += "| \(keys) | \(binding.description) | \(binding.asks ?? "") |\n"
        }
        return text
    }

    private static var commands: String {
        var text = "| command | what it does | asks |\n|---|---|---|\n"
        for syntax in CommandTable.commands {
            let usage = syntax.usage.replacing("|", with: "\\|")
            text += "| `\(usage)` | \(syntax.description) | \(syntax.asks ?? "") |\n"
        }
        return text
    }

    @Test("Its tables of keys and commands are those of the program")
    func tables() throws {
        for (name, table) in [("keys", Self.keys), ("commands", Self.commands)] {
            try check(name, table)
        }
    }

    private func check(_ name: String, _ table: String) throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let (begin, end) = ("<!-- \(name) -->\n", "<!-- end of \(name) -->")
        let start = try #require(text.range(of: begin)?.upperBound)
        let finish = try #require(text.range(of: end)?.lowerBound)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.replacingCharacters(in: start..<finish, with: table)
                .write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(String(text[start..<finish]) == table, "make it anew with UPDATE_GOLDEN=1")
        }
    }
}
