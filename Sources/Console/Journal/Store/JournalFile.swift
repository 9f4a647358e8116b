import Books

/// A journal file that is read.
public struct JournalFile: ~Copyable {
    /// The file's path.
    public let path: String

    private let database: JournalDatabase

    /// Opens a file to read it; whoever writes it is not disturbed.
    public init(path: String) throws(JournalError) {
        self.path = path
        database = try JournalDatabase(path, for: .reading)
    }

    /// The number of the last record; nil if there is none.
    public borrowing func lastSequence() throws(JournalError) -> Int64? {
        guard try database.text("SELECT name FROM sqlite_schema WHERE name = 'record'") != nil else { return nil }
        return try database.text("SELECT max(seq) FROM record").flatMap(Int64.init)
    }

    /// What SQLite's own check of the whole file finds; nil if all is well.
    public borrowing func integrity() throws(JournalError) -> JournalDamage? {
        do {
            let finding = try database.text("PRAGMA integrity_check(1)") ?? "ok"
            return finding == "ok" ? nil : .database(finding)
        } catch .damaged(_, let damage) {
            return damage
        }
    }

    /// Calls `body` with every record from number `first` on, in their order, until it says that it has seen enough.
    public borrowing func read(
        from first: Int64 = 0,
        _ body: (JournalRecord) throws(JournalError) -> Bool
    ) throws(JournalError) {
        guard try lastSequence() != nil else { return }
        let rows = try database.prepare(
            "SELECT seq, at_monotonic, at_wall, kind, payload, chain FROM record WHERE seq >= ? ORDER BY seq"
        )
        rows.bind(first, at: 1)
        while try database.step(rows) {
            let sequence = rows.integer(0) ?? -1
            guard let at = rows.integer(1) else {
                throw .damaged(path: path, .text(sequence: sequence, .unusable("at")))
            }
            guard let wall = rows.integer(2) else {
                throw .damaged(path: path, .text(sequence: sequence, .unusable("wall")))
            }
            let record = JournalRecord(
                sequence: sequence,
                at: MonotonicTime(nanoseconds: at),
                wall: WallTime(nanoseconds: wall),
                kind: rows.text(3),
                payload: rows.bytes(4),
                chain: rows.bytes(5)
            )
            guard try body(record) else { return }
        }
    }
}
