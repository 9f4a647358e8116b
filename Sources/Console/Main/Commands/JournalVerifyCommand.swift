import ArgumentParser
import Books
import Glibc
import Journal
import Transport

/// `rung journal verify`: proves that a journal is what was written.
struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that a journal is whole and unchanged.",
        discussion: """
            The database is checked, then every record: its number, its text, its columns, and its hash, which follows \
            from the one before. The last line of each file is its head; compare it with one that was seen on the \
            screen or in the log to know that nothing was cut off either.

            Exit code: 0 all proved, 1 something is wrong, 2 there is no journal or it cannot be read.
            """
    )

    @Argument(help: "A journal file or its folder (default: the console's own).", completion: .file())
    var file: String?

    func run() throws {
        var isProved = true
        try JournalPlace.report {
            for path in try JournalPlace(file).files {
                if try !Self.verify(path) { isProved = false }
            }
        }
        if !isProved { throw ExitStatus.failure }
    }

    /// Proves one file and says so; whether it is proved.
    private static func verify(_ path: String) throws(JournalError) -> Bool {
        let showsProgress = isatty(STDERR_FILENO) == 1
        let survey = try JournalSurvey(
            path: path,
            digest: { SHA256.digest($0) },
            progress: { count, all in
                guard showsProgress else { return }
                StandardError.say("\(path): \(Figures.count(Int(count))) of \(Figures.count(Int(all))) records")
            }
        )
        let history = survey.history
        let starts = history.epoch.map { ", up to start \($0.number)" } ?? ""
        if let damage = survey.damage {
            print("\(path): NOT PROVED: \(damage.finding). What comes before it is proved.")
        } else {
            print("\(path): proved")
        }
        print("  \(Figures.count(Int(survey.count))) records\(starts), \(history.orders.count) orders not sealed")
        if history.lost > 0 { print("  \(Figures.count(history.lost)) entries could not be written at the time") }
        if history.isLedgerBroken { print("  a checkpoint of the ledger is not what the fills before it make") }
        if survey.count > 0 { print("  head: record \(survey.head.sequence), \(survey.head.chain)") }
        return survey.damage == nil && !history.isLedgerBroken
    }
}
