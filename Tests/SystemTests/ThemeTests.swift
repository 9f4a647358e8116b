import Foundation
import TUI
import Testing

extension SystemTests {
    @Suite("Themes on the command line", .serialized)
    struct ThemeTests {
        @Test(
            "Every theme that comes with rung is listed and can be used",
            arguments: ["theme check", "--check-theme"]
        )
        func shipped(command: String) throws {
            let list = try PipedProgram(["theme", "list"], in: Sandbox())
            #expect(try list.waitForEnd() == .exited(0))
            let names = list.output.split(separator: "\n").prefix { !$0.hasPrefix("Looked") }
            #expect(names.count == 6)
            for name in names {
                let file = Programs.project("Themes/\(name).yaml")
                let program = try PipedProgram(command.split(separator: " ").map(String.init) + [file], in: Sandbox())
                #expect(try program.waitForEnd() == .exited(0))
                #expect(program.output == "\(file): the theme \"\(name)\" can be used\n")
            }
        }

        @Test("Every mistake of a theme file is named with its line and column, and the exit code is 2")
        func mistakes() throws {
            let sandbox = try Sandbox()
            let text = try String(contentsOfFile: Programs.project("Themes/default.yaml"), encoding: .utf8)
            let broken = text.replacing("base: dark", with: "base: drak").replacing(
                "bid.price:    sky",
                with: "bid.price: skye"
            )
            let file = try sandbox.write(Array(broken.utf8), to: "mine.yaml")
            let program = try PipedProgram(["theme", "check", file], in: sandbox)
            #expect(try program.waitForEnd() == .exited(2))
            let lines = program.errors.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.first?.hasPrefix("rung: \(file):10:7: base is \"drak\"") == true, "\(lines)")
            #expect(lines.last?.hasSuffix("not in the palette (did you mean \"sky\"?)") == true, "\(lines)")
        }

        @Test("A theme that cannot be used stops nothing: the screen comes, and says so")
        func brokenThemeStartsAnyway() throws {
            for arguments in [["--theme", "ligth"], ["--theme", "/nowhere/x.yaml"]] {
                let console = try ConsoleOnTerminal(size: .init(columns: 120, rows: 40), arguments: arguments)
                try console.wait(for: "the remark") { $0.shows("the built-in theme is used: ") }
                try console.type("q")
                #expect(try console.waitForEnd() == .exited(0))
            }
        }
    }
}
