import Books
import Recording
import Simulator

/// A recording file as a simulated exchange plays it.
struct FileMarket: RecordedMarket {
    private final class OpenFile {
        var file: RecordingFile
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])

        init(_ path: String) throws(RecordingError) {
            file = try RecordingFile(path: path)
        }

        func next(into payload: inout [UInt8]) throws(RecordingError) -> WallTime? {
            guard try file.next(into: &record) else { return nil }
            swap(&payload, &record.payload)
            return WallTime(nanoseconds: record.time)
        }
    }

    private let path: String
    private var open: OpenFile

    init(_ path: String) throws(RecordingError) {
        self.path = path
        open = try OpenFile(path)
    }

    mutating func next(into payload: inout [UInt8]) throws(MarketError) -> WallTime? {
        do {
            return try open.next(into: &payload)
        } catch {
            throw .unreadable(error.sentence)
        }
    }

    mutating func rewind() throws(MarketError) {
        do {
            open = try OpenFile(path)
        } catch {
            throw .unreadable(error.sentence)
        }
    }
}
