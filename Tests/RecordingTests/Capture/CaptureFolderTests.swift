import Books
import Foundation
import TestKit
import Testing

@testable import Recording

/// Segments, the manifest, and folders that are not as they should be.
@Suite("Recording: folders")
struct CaptureFolderTests {
    private static func manifest(_ folder: String) throws(CaptureError) -> CaptureManifest? {
        let reader = try CaptureReader(path: folder)
        return reader.manifest
    }

    private static func finding(_ folder: String) throws(CaptureError) -> String? {
        let reader = try CaptureReader(path: folder)
        return reader.manifestFinding
    }

    @Test("Segments turn by size and by time, follow each other, and are read as one", arguments: [0, 1])
    func rotation(byTime: Int) throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(300)
            let limits =
                byTime == 1
                ? CaptureLimits(segmentSpan: .milliseconds(50))
                : CaptureLimits(segmentBytes: 4_000, segmentSpan: .seconds(60))
            try CaptureBench.write(records, to: folder, limits: limits)
            let manifest = try #require(try Self.manifest(folder))
            #expect(manifest.segments.count >= 4)
            #expect(manifest.segments.count <= 40)
            #expect(manifest.isClean)
            #expect(CaptureBench.Reading(folder).records == records)
            #expect(CaptureBench.Reading(folder).isClean)
            #expect(try CaptureFolder(path: folder).segmentNames() == manifest.segments.map(\.file))
            var read: [CaptureRecord] = []
            for segment in manifest.segments {
                let path = folder + "/" + segment.file
                let bytes = try CaptureBench.bytes(path)
                #expect(segment.tally.fileBytes == bytes.count)
                #expect(segment.hash == CaptureBench.Digest.of(bytes))
                let alone = CaptureBench.Reading(path)
                #expect(alone.errors.isEmpty)
                // The description and the end are counted, and not given out.
                #expect(alone.records.count + 2 == segment.tally.records)
                #expect(segment.tally.messages == alone.records.count { [.text, .control].contains($0.kind) })
                #expect(segment.tally.answers == alone.records.count { $0.kind == .answered })
                #expect(segment.tally.last == alone.records.last?.wallTime)
                read += alone.records
            }
            #expect(read == records)
        }
    }

    @Test("Until it has ended, the manifest calls the recording unclean and the segment without figures")
    func unfinished() throws {
        try TemporaryFile.withFolder { folder in
            try CaptureBench.write(
                CaptureBench.records(20),
                to: folder + "/a/b",
                limits: CaptureLimits(segmentBytes: 600),
                isFinished: false
            )
            let manifest = try #require(try Self.manifest(folder + "/a/b"))
            #expect(!manifest.isClean)
            #expect(manifest.segments.count >= 2)
            #expect(manifest.segments.last?.hash == nil)
            #expect(manifest.segments.dropLast().allSatisfy { $0.hash != nil })
            #expect(manifest.description == CaptureBench.description)
        }
    }

    @Test("A folder without manifest, or with one that cannot be used, is read by its segments, and it is said")
    func manifests() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(30)
            try CaptureBench.write(records, to: folder, limits: CaptureLimits(segmentBytes: 900))
            let path = folder + "/manifest.json"
            let whole = try CaptureBench.bytes(path)
            try CaptureBench.put(Array(whole.prefix(whole.count / 2)), path)
            #expect(try Self.finding(folder)?.hasPrefix("cannot be used: ") == true)
            #expect(CaptureBench.Reading(folder).records == records)
            let other = String(decoding: whole, as: UTF8.self).replacingOccurrences(
                of: #""version": 1"#,
                with: #""version": 2"#
            )
            try CaptureBench.put(Array(other.utf8), path)
            #expect(
                try Self.finding(folder)
                    == "cannot be used: its version is 2, and this rung reads version 1"
            )
            try FileManager.default.removeItem(atPath: path)
            #expect(try Self.finding(folder) == "is missing")
            #expect(CaptureBench.Reading(folder).records == records)
        }
    }

    @Test("A segment that is not there is told by its number, and the next one is read")
    func missingSegment() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(60)
            try CaptureBench.write(records, to: folder, limits: CaptureLimits(segmentBytes: 900))
            let lost = CaptureBench.Reading(folder + "/segment-000002.rungrec").records
            try FileManager.default.removeItem(atPath: folder + "/segment-000002.rungrec")
            let reading = CaptureBench.Reading(folder, resumes: true)
            #expect(reading.errors == [.missing(folder: folder, number: 2)])
            #expect(reading.records == records.filter { !lost.contains($0) })
            #expect(reading.isClean)
        }
    }

    @Test("A segment of another recording in the folder is left out, and it is said")
    func strangeSegment() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(20)
            try CaptureBench.write(records, to: folder)
            let strange = folder + "/segment-000002.rungrec"
            let other = CaptureDescription(
                instrument: CaptureBench.description.instrument,
                venues: CaptureBench.description.venues,
                start: WallTime(nanoseconds: 1)
            )
            _ = try CaptureWriter(
                folder: folder + "/other",
                description: other,
                at: MonotonicTime(nanoseconds: 0)
            ) { CaptureBench.Digest() }
            try FileManager.default.moveItem(atPath: folder + "/other/segment-000001.rungrec", toPath: strange)
            let reading = CaptureBench.Reading(folder, resumes: true)
            #expect(reading.errors == [.description(segment: strange, finding: "it belongs to another recording")])
            #expect(reading.records == records)
        }
    }

    @Test("A recording is never written over another one")
    func noOverwriting() throws {
        try TemporaryFile.withFolder { folder in
            try CaptureBench.write([], to: folder)
            #expect(throws: CaptureError.exists(path: folder)) { try CaptureBench.write([], to: folder) }
            try FileManager.default.removeItem(atPath: folder + "/manifest.json")
            #expect(throws: CaptureError.exists(path: folder)) { try CaptureBench.write([], to: folder) }
        }
    }

    @Test("What cannot be written is told with the path and the system's reason")
    func unwritable() throws {
        #expect(throws: CaptureError.cannotWrite(path: "/dev/null/x", reason: "Not a directory")) {
            try CaptureBench.write([], to: "/dev/null/x")
        }
        #expect(throws: CaptureError.full(path: "/dev/full")) {
            var file = try OutputFile(appendingTo: "/dev/full")
            try file.write([1].span)
        }
    }

    @Test("What cannot be opened is told, and an empty folder or file is no recording")
    func unreadable() throws {
        try TemporaryFile.withFolder { folder in
            #expect(CaptureBench.Reading(folder).errors == [.empty(path: folder)])
            let none = folder + "/none"
            #expect(
                CaptureBench.Reading(none).errors
                    == [.cannotOpen(path: none, reason: "No such file or directory")]
            )
            let empty = folder + "/segment-000001.rungrec"
            try CaptureBench.put([], empty)
            #expect(CaptureBench.Reading(folder).errors == [.torn(segment: empty, offset: 0)])
            #expect(CaptureReader.recognises(empty))
            #expect(CaptureReader.recognises(folder))
            try CaptureBench.put(Array("5 {}\n".utf8), folder + "/lines")
            #expect(!CaptureReader.recognises(folder + "/lines"))
            #expect(!CaptureReader.recognises(none))
            #expect(CaptureBench.Reading(folder + "/lines").errors == [.notASegment(path: folder + "/lines")])
        }
    }

    @Test("Every error names the place and the remedy")
    func sentences() {
        let errors: [(CaptureError, [String])] = [
            (.cannotWrite(path: "a/b", reason: "it is a file"), ["a/b", "it is a file", "--out"]),
            (.full(path: "a/b"), ["a/b", "full", "another disk"]),
            (.exists(path: "a/b"), ["a/b", "already", "--out"]),
            (.cannotOpen(path: "a/b", reason: "no such file"), ["a/b", "no such file", "Check the path"]),
            (.empty(path: "a/b"), ["a/b", "no segment", "Check the path"]),
            (.notASegment(path: "a/b"), ["a/b", "RUNGREC1"]),
            (.torn(segment: "a/b", offset: 77), ["a/b", "77", "whole"]),
            (.damaged(segment: "a/b", offset: 77, finding: "it is bad"), ["a/b", "77", "it is bad", "whole"]),
            (.missing(folder: "a/b", number: 3), ["a/b", "3", "whole folder"]),
            (.description(segment: "a/b", finding: "it is bad"), ["a/b", "it is bad", "another segment"]),
        ]
        for (error, parts) in errors {
            for part in parts { #expect(error.sentence.contains(part)) }
        }
    }
}
