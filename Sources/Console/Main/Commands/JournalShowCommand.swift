import ArgumentParser
import Books
import Glibc
import Journal
import Threads
import Venues

/// `rung journal show`: what is in a journal, a line an entry.
struct JournalShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the entries of a journal, a line each.",
        discussion: """
            --from and --to take the number of a record or a time in UTC (2026-11-27T12:00:00Z). What each kind means: \
            docs/journal.md. Whether the file is what was written says `rung journal verify`.

            Exit code: 0 shown, 1 a record cannot be read, 2 there is no journal or it cannot be opened.
            """
    )

    @Argument(help: "A journal file or its folder (default: the console's own).", completion: .file())
    var file: String?

    @Option(help: "The first record: its number or a time.")
    var from: String?

    @Option(help: "The last record: its number or a time.")
    var to: String?

    @Option(help: "Which kinds, as KIND,KIND: \(JournalEntry.kinds.joined(separator: ", ")).")
    var kind: String?

    @Option(help: "Only what is about this order: its 32 digits, with or without dashes.")
    var order: String?

    @Flag(help: "Print each record's own text, with its number before it, as JSON.")
    var json = false

    @Flag(help: "Go on with what is written from now on, until Ctrl-C.")
    var follow = false

    func validate() throws {
        _ = try filter()
    }

    func run() throws {
        let filter = try filter()
        let signals = follow ? StopSignals() : nil
        var isWhole = true
        try JournalPlace.report {
            let files = try JournalPlace(file).files
            for path in files {
                var shown = JournalPrinter(filter: filter, isJSON: json)
                try shown.print(path)
                if let signals, path == files.last {
                    repeat {
                        try shown.print(path)
                        fflush(nil)
                    } while signals.wait(until: SteadyClock.now + .milliseconds(250)) == nil
                }
                if shown.unreadable > 0 { isWhole = false }
            }
        }
        if !isWhole { throw ExitStatus.failure }
    }

    // MARK: - Options

    private func filter() throws -> JournalFilter {
        var filter = JournalFilter()
        filter.first = try from.map { try Self.bound($0, "--from") }
        filter.last = try to.map { try Self.bound($0, "--to") }
        if let kind {
            let kinds = kind.split(separator: ",").map(String.init)
            for name in kinds where !JournalEntry.kinds.contains(name) {
                let all = JournalEntry.kinds.joined(separator: ", ")
                throw ValidationError("--kind: there is no kind \(name); there are \(all)")
            }
            filter.kinds = kinds
        }
        if let order {
            guard let id = ClientOrderID(order) else {
                throw ValidationError("--order: \(order) is no order's name; it has 32 hexadecimal digits")
            }
            filter.order = id
        }
        return filter
    }

    private static func bound(_ text: String, _ option: String) throws -> JournalFilter.Bound {
        if let number = Int64(text), number >= 0 { return .sequence(number) }
        let bytes = Array(text.utf8)
        if let time = RFC3339.parse(bytes.span, 0..<bytes.count) { return .time(time) }
        throw ValidationError("\(option): \(text) is no record's number and no time like 2026-11-27T12:00:00Z")
    }
}
