import Foundation
import Recording
import TestKit

/// A recording read to its end, or to its error.
struct Reading {
    var format: RecordingFormat?
    var messages: [RecordedMessage] = []
    var error: RecordingError?

    init(path: String) {
        do throws(RecordingError) {
            var file = try RecordingFile(path: path)
            format = file.format
            var message = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
            while try file.next(into: &message) { messages.append(message) }
        } catch {
            self.error = error
        }
    }

    /// Reads bytes as if they were a file; the error's path is shortened to the name of the file.
    init(bytes: [UInt8]) throws {
        self = try TemporaryFile.with(bytes, name: "file") { Reading(path: $0) }
    }

    /// Reads a text as if it were a file.
    init(text: String) throws {
        try self.init(bytes: [UInt8](text.utf8))
    }

    /// The texts of the payloads.
    var texts: [String] { messages.map { String(decoding: $0.payload, as: UTF8.self) } }

    /// The bytes of a fixture, decompressed if they are gzipped: its records, joined again.
    static func fixture(_ name: String) throws -> Reading {
        Reading(path: try Fixture.path(name, in: .module))
    }
}

extension RecordingError {
    /// The error without its path, for comparing.
    var bare: String {
        switch self {
        case .cannotOpen(_, let reason): "cannot open: \(reason)"
        case .truncated(_, let line): "truncated \(line)"
        case .damaged(_, let line): "damaged \(line)"
        case .malformed(_, let line, _): "malformed \(line)"
        case .unknownFormat: "unknown format"
        }
    }
}
