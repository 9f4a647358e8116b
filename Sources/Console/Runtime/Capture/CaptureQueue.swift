import Books
import Recording
import Synchronization
import Threads

/// The bounded queue between the feeds' threads and the one that writes their recording.
///
/// A feed never waits for room: what does not fit is counted, and a hole takes its place as soon as there is room.
/// Records are put in as the bytes that they become, so that nothing is allocated a record.
final class CaptureQueue: Sendable {
    /// How many bytes may wait unless somebody says otherwise: seconds of the busiest venues.
    static let defaultLimit = 32 << 20

    /// What a venue lost since the last record of it that fitted.
    private struct Loss {
        var records: UInt64 = 0
        var bytes: UInt64 = 0
        var connection: UInt32 = 0
    }

    private struct Contents {
        var bytes: [UInt8] = []
        var losses: [Loss]
        var lost = 0
        var isClosed = false
        var isEnding = false
    }

    /// Readable when much is waiting, or the recording is to end.
    let wake = WakeDescriptor()

    private let limit: Int
    private let contents: Mutex<Contents>

    /// A queue for as many venues, in which `limit` bytes may wait.
    init(venueCount: Int, limit: Int) {
        self.limit = limit
        contents = Mutex(Contents(losses: Array(repeating: Loss(), count: venueCount)))
    }

    /// How many records were lost so far.
    var lost: Int { contents.withLock { $0.lost } }

    /// Puts a record in, or counts it as lost.
    func put(
        _ kind: CaptureRecord.Kind,
        slot: Int,
        connection: UInt32,
        payload: Span<UInt8>,
        at now: MonotonicTime,
        wallTime: WallTime
    ) {
        let length = CaptureRecord.headLength + payload.count
        let isMuch = contents.withLock { contents in
            guard !contents.isClosed else { return false }
            let before = contents.bytes.count
            guard before + length + Self.holeLength <= limit, payload.count <= CaptureRecord.payloadLimit else {
                contents.losses[slot].records += 1
                contents.losses[slot].bytes += UInt64(length)
                contents.losses[slot].connection = connection
                contents.lost += 1
                return false
            }
            Self.noteHole(&contents, slot, at: now, wallTime: wallTime)
            CaptureRecord.append(
                kind,
                slot: UInt8(slot),
                number: connection,
                time: now,
                wallTime: wallTime,
                payload: payload,
                to: &contents.bytes
            )
            return before < Self.much && contents.bytes.count >= Self.much
        }
        if isMuch { wake.wake() }
    }

    /// Swaps what waits for `taken`, which must be empty; whether the recording is to end with it.
    func take(into taken: inout [UInt8], at now: MonotonicTime, wallTime: WallTime) -> Bool {
        contents.withLock { contents in
            if contents.isEnding {
                contents.isClosed = true
                for slot in contents.losses.indices { Self.noteHole(&contents, slot, at: now, wallTime: wallTime) }
            }
            swap(&contents.bytes, &taken)
            return contents.isEnding
        }
    }

    /// Says that the recording ends with what is in it now.
    func end() {
        contents.withLock { $0.isEnding = true }
        wake.wake()
    }

    /// Takes nothing in any more: the recording has failed.
    func close() {
        contents.withLock { contents in
            contents.isClosed = true
            contents.bytes = []
        }
    }

    // MARK: - Parts

    /// From how many bytes on the writer is woken; before that it comes by itself.
    private static let much = 256 << 10
    private static let holeLength = CaptureRecord.headLength + 16

    private static func noteHole(_ contents: inout Contents, _ slot: Int, at now: MonotonicTime, wallTime: WallTime) {
        let loss = contents.losses[slot]
        guard loss.records > 0 else { return }
        contents.losses[slot] = Loss()
        CaptureRecord.appendHole(
            slot: UInt8(slot),
            number: loss.connection,
            time: now,
            wallTime: wallTime,
            records: loss.records,
            bytes: loss.bytes,
            to: &contents.bytes
        )
    }
}
