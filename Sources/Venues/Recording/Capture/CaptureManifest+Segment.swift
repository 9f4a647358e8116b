import Books
import Venues

extension CaptureManifest.Segment {
    /// The segment as it stands in the manifest.
    var json: JSONValue {
        .members([
            "file": .string(file),
            "first_ns": tally.first.map { .count($0.nanoseconds) } ?? .null,
            "last_ns": tally.last.map { .count($0.nanoseconds) } ?? .null,
            "records": .count(tally.records),
            "messages": .count(tally.messages),
            "answers": .count(tally.answers),
            "holes": .count(tally.holes),
            "lost_records": .count(tally.lost),
            "bytes": .count(tally.bytes),
            "file_bytes": .count(tally.fileBytes),
            "sha256": hash.map { .string($0) } ?? .null,
        ])
    }

    /// Reads a segment; throws a few words about what is wrong with it.
    init(_ json: JSONValue) throws(CaptureFinding) {
        guard let file = json["file"]?.string, !file.isEmpty, !file.contains("/") else {
            throw CaptureFinding("a segment of it has no name of a file in the folder")
        }
        let count = { (name: String) in json[name]?.integer.flatMap { Int(exactly: $0) } ?? 0 }
        var tally = CaptureTally()
        tally.records = count("records")
        tally.messages = count("messages")
        tally.answers = count("answers")
        tally.holes = count("holes")
        tally.lost = count("lost_records")
        tally.bytes = count("bytes")
        tally.fileBytes = count("file_bytes")
        tally.first = json["first_ns"]?.integer.map { WallTime(nanoseconds: $0) }
        tally.last = json["last_ns"]?.integer.map { WallTime(nanoseconds: $0) }
        self.init(file: file, tally: tally, hash: json["sha256"]?.string)
    }
}
