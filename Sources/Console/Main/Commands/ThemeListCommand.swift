import ArgumentParser
import Settings

/// `rung theme list`: the names that `--theme` takes.
struct ThemeListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the names that --theme takes, and the folders that they are looked for in."
    )

    func run() throws {
        for name in ThemeLibrary(folders: Folders.themes).names { print(name) }
        print("\nLooked for as NAME.yaml in:")
        for folder in Folders.themes { print("  \(folder)") }
    }
}
