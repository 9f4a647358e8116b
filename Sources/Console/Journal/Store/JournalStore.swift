import Books

/// A journal file that is written, by one thread.
///
/// After a failure it is never written again: what the system has made of the failed bytes is not known (a failed
/// `fsync` may have dropped them and report success the next time).
final class JournalStore {
    /// What is added together.
    struct Addition {
        /// When, by the steady clock.
        let at: MonotonicTime
        /// When, by the calendar.
        let wall: WallTime
        /// What.
        let entries: [JournalEntry]
    }

    /// The file's name.
    let name: String

    private let database: JournalDatabase
    private let begin: JournalStatement
    private let insert: JournalStatement
    private let commit: JournalStatement
    private let isFullySynchronous: Bool
    /// Whether commits wait for the disk now.
    private var isSynchronous = true
    private let digest: JournalDigest
    private var next: Int64
    private var chain: JournalChain?
    private var hasFailed = false

    /// Opens a file to go on behind its `count` records, or makes it.
    init(
        path: String,
        count: Int64,
        chain: [UInt8]?,
        isFullySynchronous: Bool,
        digest: @escaping JournalDigest
    ) throws(JournalError) {
        name = JournalFolder.name(in: path)
        self.isFullySynchronous = isFullySynchronous
        self.digest = digest
        next = count
        self.chain = chain.map { JournalChain(value: $0, digest: digest) }
        let database = try JournalDatabase(path, for: .writing)
        guard try database.text("PRAGMA journal_mode = WAL") == "wal" else {
            throw .failed(path: path, reason: "this file system cannot keep a write-ahead log: choose a local disk")
        }
        try database.execute("PRAGMA synchronous = FULL")
        try database.execute("PRAGMA application_id = \(Self.applicationID)")
        try database.execute("PRAGMA user_version = \(Self.formatVersion)")
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS record (
                seq INTEGER PRIMARY KEY,
                at_monotonic INTEGER NOT NULL,
                at_wall INTEGER NOT NULL,
                kind TEXT NOT NULL,
                payload TEXT NOT NULL,
                chain BLOB NOT NULL
            )
            """
        )
        begin = try database.prepare("BEGIN IMMEDIATE")
        insert = try database.prepare("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)")
        commit = try database.prepare("COMMIT")
        self.database = database
    }

    /// Where the file stands.
    var head: JournalHead {
        JournalHead(file: name, sequence: next - 1, chain: hexadecimal(chain?.value ?? []))
    }

    // MARK: - Inputs

    /// Adds all of it, or nothing; the disk has it when this returns if `isSynchronous`.
    func add(_ additions: [Addition], isSynchronous: Bool = false) throws(JournalError) {
        guard !hasFailed else { throw .failed(path: database.path, reason: "it has failed before") }
        do {
            try wait(forDisk: isSynchronous || isFullySynchronous)
            try run(begin)
            let (sequence, value) = try insert(additions)
            try run(commit)
            next = sequence
            chain = value
        } catch {
            hasFailed = true
            database.abandon()
            throw error
        }
    }

    /// Puts what is in the write-ahead log into the file itself, so that the file alone is whole.
    func fold() throws(JournalError) {
        guard !hasFailed else { return }
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    // MARK: - Parts

    /// `RUNG` in ASCII: what `file` and SQLite know the format by.
    private static let applicationID = 0x5255_4E47
    private static let formatVersion = 1

    private func wait(forDisk isSynchronous: Bool) throws(JournalError) {
        guard isSynchronous != self.isSynchronous else { return }
        try database.execute("PRAGMA synchronous = \(isSynchronous ? "FULL" : "NORMAL")")
        self.isSynchronous = isSynchronous
    }

    private func run(_ statement: borrowing JournalStatement) throws(JournalError) {
        defer { statement.reset() }
        _ = try database.step(statement)
    }

    private func insert(_ additions: [Addition]) throws(JournalError) -> (Int64, JournalChain?) {
        var sequence = next
        var chain = chain
        for addition in additions {
            for entry in addition.entries {
                let payload = entry.payload(at: addition.at, wall: addition.wall)
                var value: JournalChain
                if let chain {
                    value = chain
                } else {
                    guard case .epoch(let epoch) = entry else {
                        preconditionFailure("a journal file begins with an epoch, not with \(entry.kind)")
                    }
                    value = JournalChain(epoch: epoch.number, digest: digest)
                }
                value.add(payload, sequence: sequence)
                insert.bind(sequence, at: 1)
                insert.bind(addition.at.nanoseconds, at: 2)
                insert.bind(addition.wall.nanoseconds, at: 3)
                insert.bind(text: Array(entry.kind.utf8), at: 4)
                insert.bind(text: payload, at: 5)
                insert.bind(bytes: value.value, at: 6)
                defer { insert.reset() }
                _ = try database.step(insert)
                chain = value
                sequence += 1
            }
        }
        return (sequence, chain)
    }
}
