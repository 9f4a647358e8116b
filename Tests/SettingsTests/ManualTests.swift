import Foundation
import TUI
import Testing

/// The manual names the keys and the commands that the tables have, in their words.
@Suite("The manual", .serialized)
struct ManualTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "man/rung.1")

    @Test("Its keys are those of the key table")
    func keys() throws {
        let lines = KeyTable.bindings.flatMap { binding in
            [
                ".TP", ".B " + binding.keys.map { Self.escaped($0.name) }.joined(separator: ", "),
                Self.escaped(Self.sentence(binding.description, asks: binding.asks)),
            ]
        }
        try expect(lines, between: "keys")
    }

    @Test("Its commands are those of the command table")
    func commands() throws {
        let lines = CommandTable.commands.flatMap { command in
            [
                ".TP", ".B " + Self.escaped(command.usage),
                Self.escaped(Self.sentence(command.description, asks: command.asks)),
            ]
        }
        try expect(lines, between: "commands")
    }

    /// Expects the lines of a part; rewrites it where `UPDATE_GOLDEN` is set.
    private func expect(_ lines: [String], between name: String) throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "\n")
        let begin = try #require(page.firstIndex { $0.hasPrefix(".\\\" \(name) begin") })
        let end = try #require(page.firstIndex { $0.hasPrefix(".\\\" \(name) end") })
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let new = page[...begin] + lines + page[end...]
            try new.joined(separator: "\n").write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(Array(page[(begin + 1)..<end]) == lines, "UPDATE_GOLDEN=1 rewrites man/rung.1")
        }
    }

    private static func sentence(_ description: String, asks: String?) -> String {
        let first = description.prefix(1).uppercased() + description.dropFirst()
        return asks.map { "\(first) (\($0))." } ?? "\(first)."
    }

    /// A text without anything that roff would take for its own.
    private static func escaped(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}
