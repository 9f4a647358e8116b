import Books
import Foundation
import TestKit
import Testing

@testable import Recording

/// Recordings that end at any byte, or of which any bit was turned.
@Suite("Recording: crashes and damage")
struct CaptureCrashTests {
    static let segment = "/segment-000001.rungrec"

    @Test("Cut at any byte, a segment gives whole records up to the cut and loses no block before the last")
    func cutAtEveryByte() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(26)
            try CaptureBench.write(records, to: folder, isFinished: false)
            let path = folder + Self.segment
            let bytes = try CaptureBench.bytes(path)
            #expect(CaptureBench.Reading(path).records == records)
            let ends = Self.blockEnds(bytes)
            for length in 0..<bytes.count {
                try CaptureBench.put(Array(bytes.prefix(length)), path)
                let reading = CaptureBench.Reading(path)
                // The description is the first block; each of the others has seven records, the last five.
                let whole = max(0, ends.count { $0 <= length } - 1)
                #expect(reading.records.count == min(whole * 7, 26), "cut at \(length)")
                #expect(reading.records == Array(records.prefix(reading.records.count)), "cut at \(length)")
                #expect(!reading.isClean)
                let offset = ends.last { $0 <= length } ?? (length < 16 ? 0 : 16)
                if !ends.contains(length) {
                    let isTold = [
                        .torn(segment: path, offset: offset),
                        .description(segment: path, finding: "its first record is no description"),
                    ].contains(reading.errors.first)
                    #expect(isTold, "cut at \(length): \(reading.errors)")
                }
            }
        }
    }

    @Test("A recording that ended in good order says so, and one that was cut between two blocks does not")
    func cleanEnd() throws {
        try TemporaryFile.withFolder { folder in
            try CaptureBench.write(CaptureBench.records(40), to: folder)
            #expect(CaptureBench.Reading(folder).isClean)
            #expect(CaptureBench.Reading(folder).errors.isEmpty)
            let bytes = try CaptureBench.bytes(folder + Self.segment)
            try CaptureBench.put(Array(bytes.prefix(Self.blockEnds(bytes)[3])), folder + Self.segment)
            let cut = CaptureBench.Reading(folder)
            #expect(!cut.isClean)
            #expect(cut.errors.isEmpty)
            #expect(cut.records.count == 21)
        }
    }

    @Test("With any bit turned, what is read is what was written, and the error names the segment and the block")
    func turnedBits() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(60)
            try CaptureBench.write(records, to: folder)
            let path = folder + Self.segment
            let bytes = try CaptureBench.bytes(path)
            let starts = [0, SegmentWriter.headLength] + Self.blockEnds(bytes)
            forEachSeed(1...200) { seed, generator in
                let index = generator.pick(0...bytes.count - 1)
                var turned = bytes
                turned[index] ^= 1 << generator.pick(UInt8(0)...7)
                try CaptureBench.put(turned, path)
                let reading = CaptureBench.Reading(path)
                #expect(reading.records == Array(records.prefix(reading.records.count)), "seed \(seed)")
                let start = starts.last { $0 <= index }
                switch reading.errors.first {
                case .torn(path, let offset), .damaged(path, let offset, _):
                    #expect(offset == start, "seed \(seed)")
                case .notASegment(path):
                    #expect(index < 8, "seed \(seed)")
                case let error:
                    Issue.record("seed \(seed), byte \(index): \(String(describing: error))")
                }
                guard index >= SegmentWriter.headLength, let start, start > SegmentWriter.headLength else { return }
                // Everything but the damaged block is there once reading goes on.
                let rest = CaptureBench.Reading(path, resumes: true)
                #expect(rest.records.count >= records.count - 7, "seed \(seed)")
                #expect(rest.records.count < records.count || rest.errors.count == 1, "seed \(seed)")
                #expect(rest.records.allSatisfy(records.contains), "seed \(seed)")
            }
        }
    }

    @Test("Several damaged blocks and a torn tail at once: the whole blocks between them are read")
    func muchDamage() throws {
        try TemporaryFile.withFolder { folder in
            let records = CaptureBench.records(70)
            try CaptureBench.write(records, to: folder)
            let path = folder + Self.segment
            let bytes = try CaptureBench.bytes(path)
            let ends = Self.blockEnds(bytes)
            forEachSeed(1...40) { seed, generator in
                var broken = Array(bytes.dropLast(generator.pick(1...40)))
                for block in Set((0..<3).map { _ in generator.pick(1...8) }).sorted() {
                    for _ in 0..<generator.pick(1...9) {
                        broken[generator.pick(ends[block - 1]...(ends[block] - 1))] ^= generator.pick(UInt8(1)...255)
                    }
                }
                try CaptureBench.put(broken, path)
                let reading = CaptureBench.Reading(path, resumes: true)
                #expect(reading.records.count >= records.count - 4 * 7, "seed \(seed)")
                #expect(reading.records.allSatisfy(records.contains), "seed \(seed)")
                #expect(!reading.isClean, "seed \(seed)")
                #expect(!reading.errors.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("Bytes that are no segment are refused, whatever they are, and cost no memory")
    func noise() throws {
        try TemporaryFile.withFolder { folder in
            let path = folder + "/x.rungrec"
            let head = Array("RUNGREC1".utf8) + [1, 0, 0, 0]
            let checked = head + Self.littleEndian(CaptureBlock.crc(0, head.span))
            // A block whose lengths are as large as they can be written.
            try CaptureBench.put(checked + CaptureBlock.mark + [UInt8](repeating: 0xFF, count: 20), path)
            #expect(
                CaptureBench.Reading(path).errors
                    == [.damaged(segment: path, offset: 16, finding: "no block begins there")]
            )
            forEachSeed(1...300) { seed, generator in
                let tail = (0..<generator.pick(0...200)).map { _ in generator.pick(UInt8.min...UInt8.max) }
                try CaptureBench.put((generator.oneIn(2) ? checked : []) + tail, path)
                let reading = CaptureBench.Reading(path, resumes: true)
                #expect(reading.records.isEmpty, "seed \(seed)")
                #expect(!reading.errors.isEmpty, "seed \(seed)")
            }
        }
    }

    /// Where each block ends, by the lengths in their heads.
    static func blockEnds(_ bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var at = SegmentWriter.headLength
        while at < bytes.count {
            at += CaptureBlock.headLength + Int(LittleEndian.read32(bytes.span, at: at + 8))
            ends.append(at)
        }
        return ends
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        LittleEndian.append(value, to: &bytes)
        return bytes
    }
}
