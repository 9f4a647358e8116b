import ArgumentParser
import Glibc

/// The command line's root: without a subcommand it is the console.
@main
struct Rung: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rung",
        abstract: "A trading console: live order books of two exchanges, consolidated, in a terminal.",
        discussion: """
            Without a subcommand the console starts; `rung console --help` lists its options.

            Exit codes: 0 ended, 1 something failed, 2 wrong command line or input, 3 no usable terminal, 4 ended with \
            orders of which nobody knows that they have ended, 128 + n ended by signal n.
            """,
        version: "0.1.0",
        subcommands: [
            ConsoleCommand.self, VerifyCommand.self, ExchangeCommand.self, BenchCommand.self, ThemeCommand.self,
            RecordCommand.self, ReplayCommand.self, SentinelCommand.self, JournalCommand.self, ReportCommand.self,
            ProbeCommand.self,
        ],
        defaultSubcommand: ConsoleCommand.self
    )

    /// Runs what the command line asks for.
    ///
    /// Synchronous: the main thread is the screen's. A wrong command line ends with 2, which the argument parser
    /// would make 64.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            StandardError.say(sentence(for: error))
            Glibc.exit(ExitStatus.usage.rawValue)
        }
    }

    /// What is wrong with the command line, and where help is, in one line.
    ///
    /// The argument parser's own text has the usage of the whole command between the two.
    private static func sentence(for error: any Error) -> String {
        let cause = message(for: error)
        let help = fullMessage(for: error).split(separator: "\n").last { $0.hasPrefix("  See ") }
        let end = cause.last.map { ".?!".contains($0) } == true ? "" : "."
        return cause + end + " " + (help?.dropFirst(2) ?? "See 'rung --help' for more information.")
    }
}
