import ArgumentParser

/// `rung journal`: what there is to do with a journal.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Prove a journal unbroken, or show what is in it.",
        subcommands: [JournalVerifyCommand.self, JournalShowCommand.self]
    )
}
