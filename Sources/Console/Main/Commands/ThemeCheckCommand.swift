import ArgumentParser
import Settings
import TUI

/// `rung theme check FILE`: everything that is wrong in a theme file, and everything that is hard to see.
struct ThemeCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a theme file: every mistake with its line and column, then what is hard to see.",
        discussion: """
            Exit codes: 0 the theme can be used, also where something in it is hard to see; 2 it cannot.
            """
    )

    @Argument(help: "The file.", completion: .file(extensions: ["yaml"]))
    var file: String

    func run() throws {
        try Self.check(file)
    }

    /// Prints what there is to say about a file; throws the exit code where it cannot be used.
    static func check(_ path: String) throws {
        let file: ThemeFile
        do throws(SettingsError) {
            file = try ThemeFile.load(path: path)
        } catch {
            for problem in error.problems { StandardError.say(problem.description) }
            throw ExitStatus.usage
        }
        let hardToSee = ThemeLint(file, name: path).problems()
        for problem in hardToSee { print(problem) }
        print("\(path): the theme \"\(file.theme.name)\" can be used" + (hardToSee.isEmpty ? "" : ", but see above"))
    }
}
