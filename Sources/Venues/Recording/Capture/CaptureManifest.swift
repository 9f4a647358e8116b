import Venues

/// The table of contents of a recording: `manifest.json` in its folder.
///
/// It is a convenience and a proof, not a need: every segment says by itself what was recorded.
public struct CaptureManifest: Sendable, Equatable {
    /// One segment of a recording.
    public struct Segment: Sendable, Equatable {
        /// The file's name in the folder.
        public let file: String
        /// What was counted of it.
        public let tally: CaptureTally
        /// The SHA-256 of the file as hexadecimal text; nil while the segment is being written, or after a crash.
        public let hash: String?

        /// A segment with all that is stated of it.
        public init(file: String, tally: CaptureTally, hash: String?) {
            self.file = file
            self.tally = tally
            self.hash = hash
        }
    }

    /// What was recorded.
    public let description: CaptureDescription
    /// The segments, in order.
    public var segments: [Segment]
    /// Whether the recording was ended in good order.
    public var isClean: Bool

    /// The file's name in a recording's folder.
    public static let fileName = "manifest.json"

    /// A manifest with all its parts.
    public init(description: CaptureDescription, segments: [Segment], isClean: Bool) {
        self.description = description
        self.segments = segments
        self.isClean = isClean
    }

    /// The manifest's bytes as a file.
    var bytes: [UInt8] {
        let members =
            description.members + [
                .init(name: "clean", value: .bool(isClean)),
                .init(name: "segments", value: .array(segments.map(\.json))),
            ]
        return Array((JSONValue.object(members).text + "\n").utf8)
    }

    /// Reads a manifest; throws a few words about what is wrong with it.
    init(_ bytes: [UInt8]) throws(CaptureFinding) {
        let json = try Self.json(bytes)
        description = try CaptureDescription(json)
        guard let clean = json["clean"]?.bool, let segments = json["segments"]?.array else {
            throw CaptureFinding("its segments are missing")
        }
        isClean = clean
        self.segments = try segments.map { json throws(CaptureFinding) in try Segment(json) }
    }

    /// Bytes as a JSON value; throws a few words about where they are none.
    static func json(_ bytes: [UInt8]) throws(CaptureFinding) -> JSONValue {
        do {
            return try JSONValue(bytes.span)
        } catch {
            throw CaptureFinding(error.sentence)
        }
    }
}
