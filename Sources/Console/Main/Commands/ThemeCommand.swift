import ArgumentParser

/// `rung theme`: what there is to do with theme files.
struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "List the themes, or check a theme file.",
        subcommands: [ThemeListCommand.self, ThemeCheckCommand.self],
        defaultSubcommand: ThemeListCommand.self
    )
}
