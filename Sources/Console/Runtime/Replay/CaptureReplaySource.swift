import Recording

/// One of rung's own recordings as it is played.
final class CaptureReplaySource: ReplaySource {
    let path: String
    private(set) var findings: [String] = []

    private var reader: CaptureReader
    /// The replay's slots by the recording's.
    private let slots: [Int]
    private var hasSaidSlot = false

    /// Opens the recording at `path`, whose venues have those slots in the replay.
    init(path: String, slots: [Int]) throws(ReplayError) {
        self.path = path
        self.slots = slots
        do {
            reader = try CaptureReader(path: path)
        } catch {
            throw .broken(error)
        }
        if let finding = reader.manifestFinding {
            findings.append("the manifest of \(path) \(finding): its segments are played by their names")
        }
    }

    func next(into record: inout CaptureRecord) -> Bool {
        while true {
            do {
                while try reader.next(into: &record) {
                    guard let slot = slot(record.slot) else { continue }
                    record.slot = slot
                    return true
                }
                noteEnd()
                return false
            } catch {
                findings.append(error.sentence)
                guard reader.resume() else { return false }
            }
        }
    }

    private func noteEnd() {
        guard !reader.hasEndedInGoodOrder, reader.manifest != nil, findings.isEmpty else { return }
        findings.append("\(path) was not ended in good order: it is played to where it ends")
    }

    private func slot(_ number: UInt8) -> UInt8? {
        if Int(number) < slots.count { return UInt8(slots[Int(number)]) }
        if !hasSaidSlot { findings.append("\(path) has records of a venue that it does not describe: left out") }
        hasSaidSlot = true
        return nil
    }
}
