import Foundation
import Recording
import Runtime
import TestKit
import Testing
import Transport
import Venues

/// The recordings that tests play, and new ones made from them.
enum Recordings {
    /// A recording of the project itself.
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Recordings/" + name).standardized.path
    }

    /// A recording of Kraken among the fixtures.
    static func kraken(_ name: String) throws -> String {
        try Fixture.path(name + ".cbcap.gz", in: .module)
    }

    /// The first records of a recording.
    static func records(_ path: String, limit: Int = .max) throws -> [RecordedMessage] {
        var file = try RecordingFile(path: path)
        var message = RecordedMessage(line: 0, time: 0, kind: .streamed, payload: [])
        var messages: [RecordedMessage] = []
        while messages.count < limit, try file.next(into: &message) { messages.append(message) }
        return messages
    }

    /// Records as an hft-lines file.
    static func hftLines(_ records: [RecordedMessage]) -> [UInt8] {
        records.flatMap { Array("\($0.time) ".utf8) + $0.payload + [0x0A] }
    }

    /// Records as a cbcap1 file.
    static func cbcap(_ records: [RecordedMessage], venue: String = "kraken") -> [UInt8] {
        Array("CBCAP1 \(venue) BTC/USD 5\n".utf8)
            + records.flatMap { Array("\($0.time) \($0.payload.count)\n".utf8) + $0.payload + [0x0A] }
    }

    /// Verifies the recording at `path`.
    static func verify(
        path: String,
        options: VerificationOptions = VerificationOptions()
    ) throws(VerificationError) -> VerificationReport {
        try RecordingVerifier(options: options) { SHA256.digest($0) }.verify(path: path)
    }

    /// Verifies bytes as if they were a file.
    static func verify(_ bytes: [UInt8], options: VerificationOptions = VerificationOptions()) throws
        -> VerificationReport
    {
        try TemporaryFile.with(bytes) { try verify(path: $0, options: options) }
    }
}

extension RecordedMessage {
    /// The payload as text.
    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The payload as a tree.
    func tree() throws(WireError) -> JSONValue {
        try JSONValue(payload.span)
    }

    /// The same record with another text.
    func with(_ text: String) -> RecordedMessage {
        RecordedMessage(line: line, time: time, kind: kind, payload: Array(text.utf8))
    }
}
