import Books
import Journal

/// Prints the records of a file that a filter takes, and goes on where it has stopped.
struct JournalPrinter {
    /// How many records could not be read.
    private(set) var unreadable = 0

    private let filter: JournalFilter
    private let isJSON: Bool
    private var next: Int64 = 0
    private var line = JournalLine()

    init(filter: JournalFilter, isJSON: Bool) {
        self.filter = filter
        self.isJSON = isJSON
    }

    /// Prints what is in the file from where the last call has ended.
    mutating func print(_ path: String) throws(JournalError) {
        let file = try JournalFile(path: path)
        try file.read(from: next) { record throws(JournalError) in
            next = record.sequence + 1
            show(record, path)
            return true
        }
    }

    private mutating func show(_ record: JournalRecord, _ path: String) {
        let entry: JournalEntry
        do {
            entry = try record.entry()
        } catch {
            unreadable += 1
            StandardError.say("\(path): record \(record.sequence) cannot be read: \(error.finding)")
            return
        }
        guard filter.takes(record, entry) else {
            line.pass(entry)
            return
        }
        if isJSON {
            // The text is an object of ours: its number goes in as the first member.
            Swift.print("{\"seq\":\(record.sequence)," + String(decoding: record.payload.dropFirst(), as: UTF8.self))
        } else {
            Swift.print(line.text(record, entry))
        }
    }
}
