import CSQLite

/// A statement of a journal file's connection; places count from 1, columns from 0.
@safe
struct JournalStatement: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Puts a whole number in a place.
    borrowing func bind(_ value: Int64, at place: Int32) {
        unsafe sqlite3_bind_int64(handle, place, value)
    }

    /// Puts UTF-8 text in a place.
    borrowing func bind(text: [UInt8], at place: Int32) {
        unsafe csqlite_bind_text(handle, place, text, Int32(text.count))
    }

    /// Puts bytes in a place.
    borrowing func bind(bytes: [UInt8], at place: Int32) {
        unsafe csqlite_bind_blob(handle, place, bytes, Int32(bytes.count))
    }

    /// Makes the statement ready to be run again.
    borrowing func reset() {
        unsafe sqlite3_reset(handle)
    }

    /// Goes on to the next row or the end, and gives SQLite's result.
    borrowing func step() -> Int32 {
        unsafe sqlite3_step(handle)
    }

    /// A whole number of the current row; nil if the column holds something else.
    borrowing func integer(_ column: Int32) -> Int64? {
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_int64(handle, column)
    }

    /// A text of the current row.
    borrowing func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    /// The bytes of a text or blob of the current row.
    borrowing func bytes(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
