import Books
import Foundation
import Recording
import TestKit
import Testing
import Transport
import Venues

@testable import Runtime

/// Replays of tests: straight through, on the test's own thread.
enum ReplayBench {
    /// A SHA-256 by OpenSSL.
    final class Digest: RollingDigest {
        private var hash: SHA256? = SHA256()

        func update(_ bytes: Span<UInt8>) { hash?.update(bytes) }

        func finish() -> String {
            guard let hash = hash.take() else { return "" }
            return hash.finish().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    static func tools(_ log: LogCollector = LogCollector()) -> ReplayTools {
        ReplayTools(makeDigest: { Digest() }, sha256: { SHA256.digest($0) }, logger: log.logger)
    }

    /// Plays recordings to the end, or for so long, in steps of that length.
    static func play(
        _ paths: [String],
        symbol: String? = nil,
        offset: String? = nil,
        seed: UInt64 = 1,
        isQuoting: Bool = false,
        until: TimeSpan? = nil,
        steps: TimeSpan = .seconds(3_600),
        log: LogCollector = LogCollector()
    ) throws(ReplayError) -> ReplayReport {
        let plan = try ReplayPlan(paths: paths, symbol: symbol, offset: offset)
        let driver = try ReplayDriver(plan, tools: tools(log), seed: seed, isQuoting: isQuoting)
        let end = until.map { driver.start + $0 }
        while !driver.hasEnded, end.map({ driver.now < $0 }) ?? true {
            let next = driver.now + steps
            driver.advance(to: end.map { min($0, next) } ?? next)
        }
        return driver.finish()
    }

    /// Plays bytes as if they were files.
    static func play(files: [[UInt8]], symbol: String? = nil) throws -> ReplayReport {
        try TemporaryFile.withFolder { folder in
            var paths: [String] = []
            for (index, bytes) in files.enumerated() {
                let path = "\(folder)/file\(index)"
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                paths.append(path)
            }
            return try play(paths, symbol: symbol)
        }
    }

    /// The facts of the whole book at the end, as `rung verify` finds them.
    static func finalHash(_ path: String, _ symbol: String) throws -> String? {
        let report = try Recordings.verify(path: path)
        return report.symbols.first { $0.symbol == symbol }?.facts["final"]?["sha256_full"]?.string
    }
}
