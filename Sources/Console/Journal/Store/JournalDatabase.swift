import CSQLite
import Glibc

/// A connection to a journal file, used by one thread at a time.
@safe
struct JournalDatabase: ~Copyable {
    /// What a connection is for.
    enum Purpose {
        /// Records are added, and the file is made where it is missing.
        case writing
        /// Records are read.
        case reading
    }

    /// The file's path.
    let path: String

    private let handle: OpaquePointer

    /// Opens a file.
    init(_ path: String, for purpose: Purpose) throws(JournalError) {
        self.path = path
        unsafe handle = try Self.open(path, purpose)
    }

    deinit {
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs statements that give nothing back.
    borrowing func execute(_ text: String) throws(JournalError) {
        let code = unsafe sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Leaves the file and its log as they are when the connection ends.
    borrowing func abandon() {
        unsafe csqlite_keep_log(handle, 1)
    }

    /// Makes a statement.
    borrowing func prepare(_ text: String) throws(JournalError) -> JournalStatement {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement = unsafe statement else { throw error(code) }
        return unsafe JournalStatement(statement)
    }

    /// The first column of the first row that a statement gives; nil if there is no row.
    borrowing func text(_ statement: String) throws(JournalError) -> String? {
        let rows = try prepare(statement)
        return try step(rows) ? rows.text(0) : nil
    }

    /// Goes to a statement's next row; false if there is none.
    borrowing func step(_ statement: borrowing JournalStatement) throws(JournalError) -> Bool {
        let code = statement.step()
        guard code == SQLITE_ROW || code == SQLITE_DONE else { throw error(code) }
        return code == SQLITE_ROW
    }

    private static func open(_ path: String, _ purpose: Purpose) throws(JournalError) -> OpaquePointer {
        if purpose == .writing {
            // Made here, so that nobody else can read it for a moment; SQLite gives its helpers the same rights.
            let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw failure(path, errno) }
            close(descriptor)
        } else {
            guard unsafe access(path, F_OK) == 0 else { throw .missing(path: path) }
        }
        var handle: OpaquePointer?
        let flags = purpose == .writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        let code = unsafe sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            let words = unsafe String(cString: sqlite3_errmsg(handle))
            unsafe sqlite3_close_v2(handle)
            throw error(path, code, words)
        }
        // Neither can fail: they read and write nothing of the file.
        unsafe sqlite3_busy_timeout(handle, 1_000)
        unsafe sqlite3_exec(handle, "PRAGMA cache_size = -4096; PRAGMA trusted_schema = OFF", nil, nil, nil)
        return unsafe handle
    }

    /// The error for a result that SQLite has just given.
    private borrowing func error(_ code: Int32) -> JournalError {
        Self.error(path, code, unsafe String(cString: sqlite3_errmsg(handle)))
    }

    private static func error(_ path: String, _ code: Int32, _ words: String) -> JournalError {
        switch code & 0xFF {
        case SQLITE_FULL: .full(path: path)
        case SQLITE_READONLY, SQLITE_PERM: .readOnly(path: path)
        case SQLITE_CANTOPEN: .cannotOpen(path: path, reason: words)
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(path: path, .database(words))
        default: .failed(path: path, reason: words)
        }
    }

    /// The error for what the system said about `path`.
    static func failure(_ path: String, _ code: Int32) -> JournalError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .full(path: path)
        case EROFS: .readOnly(path: path)
        case ENOENT: .missing(path: path)
        default: .cannotOpen(path: path, reason: unsafe String(cString: strerror(code)))
        }
    }
}
