import Books
import Recording

/// The times between which a recording was made.
struct RecordingSpan {
    /// When its first message was received.
    let first: WallTime
    /// When its last message was received.
    let last: WallTime

    /// Reads the recording at `path` to its end.
    init(path: String) throws(RecordingError) {
        var file = try RecordingFile(path: path)
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        guard try file.next(into: &record) else { throw .unknownFormat(path: path) }
        first = WallTime(nanoseconds: record.time)
        while try file.next(into: &record) {}
        last = WallTime(nanoseconds: record.time)
    }
}
