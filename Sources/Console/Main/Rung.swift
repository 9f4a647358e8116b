import ArgumentParser

/// The command line's root: without a subcommand the console starts.
@main
struct Rung: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rung",
        abstract: "A trading console: live order books of two exchanges, consolidated, in a terminal.",
        subcommands: [ConsoleCommand.self, VerifyCommand.self, ExchangeCommand.self],
        defaultSubcommand: ConsoleCommand.self
    )
}
