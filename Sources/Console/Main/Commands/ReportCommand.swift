import ArgumentParser
import Books
import Glibc
import Journal
import Transport

/// `rung report`: what trading came to, from the journal alone.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report what trading came to: matches, venues, position, fees, profit.",
        discussion: """
            Per match: requested, filled, average price, slippage against the mid at the decision and when a venue \
            first answered, effective spread (all in hundredths of a percent, costs positive), fill ratio, time to \
            fill. Per venue: answer times, fills, fade (what was asked for and not there any more), fees, refusals. \
            The account is computed from the fills, to the last digit.

            Exit code: 0 reported, 1 the journal is damaged, 2 there is no journal or it cannot be read.
            """
    )

    @Argument(help: "A journal file or its folder (default: the console's own).", completion: .file())
    var file: String?

    @Flag(help: "Print the matches as comma-separated values.")
    var csv = false

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    @Option(help: "Write a page with plots to this file.", completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "Which start of the console (default: the newest).")
    var epoch: UInt32?

    @Flag(help: "All starts that traded what the newest trades.")
    var all = false

    func validate() throws {
        if all, epoch != nil { throw ValidationError("--all and --epoch exclude each other; give one of them") }
        if csv, json { throw ValidationError("--csv and --json exclude each other; give one of them") }
    }

    func run() throws {
        var isWhole = true
        try JournalPlace.report {
            let proved = try JournalPlace(file).files.map { try Self.survey($0) }
            isWhole = proved.allSatisfy { $0.survey.damage == nil }
            let report = try report(proved)
            if let html { try Self.write(report.html, to: html) }
            if json {
                print(report.json)
            } else if csv {
                print(report.csv, terminator: "")
            } else if html == nil {
                print(report.text)
            }
        }
        if !isWhole { throw ExitStatus.failure }
    }

    // MARK: - Parts

    /// A file and how far it is proved.
    private typealias Proved = (path: String, survey: JournalSurvey)

    private static func survey(_ path: String) throws(JournalError) -> Proved {
        let survey = try JournalSurvey(path: path, digest: { SHA256.digest($0) })
        if let damage = survey.damage {
            StandardError.say("\(path) is damaged: \(damage.finding). Only what comes before it is reported.")
        }
        return (path, survey)
    }

    private func report(_ files: [Proved]) throws -> JournalReport {
        guard let newest = files.reversed().lazy.compactMap(\.survey.history.epoch).first else {
            StandardError.say("the journal holds no start of the console: there is nothing to report. Trade first.")
            throw ExitStatus.usage
        }
        var builder = JournalReportBuilder(newest.instrument, all ? .all : .epoch(epoch ?? newest.number))
        for file in files { try Self.read(file, into: &builder) }
        let report = builder.finish()
        guard !report.epochs.isEmpty else {
            throw ValidationError(
                "--epoch: there is no start \(epoch ?? 0) that traded what the newest, "
                    + "\(newest.number), trades; choose another one"
            )
        }
        return report
    }

    /// Reads the proved part of a file.
    private static func read(_ file: Proved, into builder: inout JournalReportBuilder) throws(JournalError) {
        try JournalFile(path: file.path).read { record throws(JournalError) in
            guard record.sequence < file.survey.count else { return false }
            do throws(JournalTextError) {
                builder.take(try record.entry(), at: record.wall)
            } catch {
                throw .damaged(path: file.path, .text(sequence: record.sequence, error))
            }
            return true
        }
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw Self.failure(path) }
            bytes.removeFirst(written)
        }
    }

    private static func failure(_ path: String) -> ValidationError {
        ValidationError("--html: \(path) cannot be written: \(ErrorNumber.text(errno)); choose another file")
    }
}
