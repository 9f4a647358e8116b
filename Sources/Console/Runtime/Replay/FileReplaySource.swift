import Books
import Recording

/// A recording of another recorder as it is played.
final class FileReplaySource: ReplaySource {
    let path: String
    private(set) var findings: [String] = []

    private var file: RecordingFile
    private let slot: UInt8
    private var message = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])

    /// Opens the recording at `path`, whose venue has that slot in the replay.
    init(path: String, slot: Int) throws(ReplayError) {
        self.path = path
        self.slot = UInt8(slot)
        do {
            file = try RecordingFile(path: path)
        } catch {
            throw .unreadable(error)
        }
    }

    func next(into record: inout CaptureRecord) -> Bool {
        do {
            guard try file.next(into: &message) else { return false }
        } catch {
            findings.append(error.sentence)
            return false
        }
        record.slot = slot
        record.number = 0
        record.time = MonotonicTime(nanoseconds: message.time)
        record.wallTime = WallTime(nanoseconds: message.time)
        switch message.kind {
        case .streamed: record.kind = .text
        case .sent: record.kind = .sent
        // The stream alone is played: these recorders do not tell a connection's end.
        case .opened: record.kind = .asked
        case .answered(let address):
            record.kind = .answered
            record.payload = CapturedAnswer.foreign(message.payload, of: address)
            return true
        }
        swap(&record.payload, &message.payload)
        return true
    }
}
