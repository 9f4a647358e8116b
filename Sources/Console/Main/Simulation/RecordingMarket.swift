import Books
import Recording
import Simulator

/// Lets a simulated exchange play a recording file.
///
/// The file is read as it is played, so memory stays flat however long the recording is.
struct RecordingMarket: RecordedMarket {
    private let path: String
    private var file: OpenFile

    /// A file can be owned by one place alone; a market is handed around.
    private final class OpenFile {
        var recording: RecordingFile
        var record = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])

        init(path: String) throws(RecordingError) {
            recording = try RecordingFile(path: path)
        }

        func next(into payload: inout [UInt8]) throws(RecordingError) -> WallTime? {
            guard try recording.next(into: &record) else { return nil }
            swap(&payload, &record.payload)
            return WallTime(nanoseconds: record.time)
        }
    }

    /// Opens the recording at `path`, which has to be one of Binance's.
    init(path: String) throws(RecordingError) {
        self.path = path
        file = try OpenFile(path: path)
    }

    /// The format of the recording.
    var format: RecordingFormat { file.recording.format }

    mutating func next(into payload: inout [UInt8]) throws(MarketError) -> WallTime? {
        do {
            return try file.next(into: &payload)
        } catch {
            throw .unreadable(error.sentence)
        }
    }

    mutating func rewind() throws(MarketError) {
        do {
            file = try OpenFile(path: path)
        } catch {
            throw .unreadable(error.sentence)
        }
    }
}
