import Books
import Foundation
import TestKit

@testable import Recording

/// Recordings of tests: their records, their folders, and what is read of them again.
enum CaptureBench {
    static let description = CaptureDescription(
        instrument: Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        ),
        venues: [
            .init(name: "BINANCE", dialect: "binance-spot", symbol: "ETHUSDT"),
            .init(name: "KRAKEN", dialect: "kraken-v2", symbol: "ETH/USDT", depth: 25),
        ],
        start: WallTime(nanoseconds: 1_723_161_254_000_000_000)
    )

    /// A hash that tells two files apart, which is all that a test of the writer needs.
    final class Digest: RollingDigest {
        private var value: UInt64 = 0xCBF2_9CE4_8422_2325

        func update(_ bytes: Span<UInt8>) {
            for index in bytes.indices { value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        }

        func finish() -> String { String(value, radix: 16) }

        static func of(_ bytes: [UInt8]) -> String {
            let digest = Digest()
            digest.update(bytes.span)
            return digest.finish()
        }
    }

    /// Records as feeds make them: mostly texts, one every millisecond.
    static func records(_ count: Int, seed: UInt64 = 1) -> [CaptureRecord] {
        var generator = SplitMix64(seed: seed)
        let kinds: [CaptureRecord.Kind] = [.text, .text, .text, .text, .sent, .control, .answered, .opened, .failed]
        return (0..<count).map { index in
            CaptureRecord(
                generator.pick(kinds),
                slot: generator.pick(0...1),
                number: generator.pick(1...3),
                time: MonotonicTime(nanoseconds: Int64(index) * 1_000_000),
                wallTime: description.start + Int64(index) * 1_000_000,
                payload: (0..<generator.pick(0...90)).map { _ in generator.pick(UInt8(32)...UInt8(126)) }
            )
        }
    }

    /// Writes records to a new recording in `folder`, flushing behind every `block` of them.
    static func write(
        _ records: [CaptureRecord],
        to folder: String,
        limits: CaptureLimits = CaptureLimits(),
        block: Int = 7,
        isFinished: Bool = true
    ) throws(CaptureError) {
        let start = MonotonicTime(nanoseconds: 0)
        var writer = try CaptureWriter(folder: folder, description: description, limits: limits, at: start) { Digest() }
        for (index, record) in records.enumerated() {
            var bytes: [UInt8] = []
            record.append(to: &bytes)
            try writer.take(bytes)
            if index % block == block - 1 { try writer.flush() }
        }
        guard isFinished else {
            try writer.flush()
            return
        }
        try writer.finish(at: records.last?.time ?? start, wallTime: records.last?.wallTime ?? description.start)
    }

    /// What was read of a recording, and each error that came on the way.
    struct Reading {
        var records: [CaptureRecord] = []
        var errors: [CaptureError] = []
        var isClean = false

        init(_ path: String, resumes: Bool = false) {
            do throws(CaptureError) {
                var reader = try CaptureReader(path: path)
                var record = CaptureRecord()
                while true {
                    do throws(CaptureError) {
                        while try reader.next(into: &record) { records.append(record) }
                        break
                    } catch {
                        errors.append(error)
                        guard resumes, reader.resume() else { break }
                    }
                }
                isClean = reader.hasEndedInGoodOrder
            } catch {
                errors.append(error)
            }
        }
    }

    /// The bytes of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Replaces the bytes of a file.
    static func put(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

extension WallTime {
    static func + (time: WallTime, nanoseconds: Int64) -> WallTime {
        WallTime(nanoseconds: time.nanoseconds + nanoseconds)
    }
}
