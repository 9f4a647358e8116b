import Books
import Foundation
import Logging
import Recording
import Rehearsal
import Strategy
import TestKit
import Transport

@testable import Runtime

/// Replays with orders, straight through, on the test's own thread.
enum Bench {
    /// A SHA-256 by OpenSSL.
    final class Digest: RollingDigest {
        private var hash: SHA256? = SHA256()

        func update(_ bytes: Span<UInt8>) { hash?.update(bytes) }

        func finish() -> String {
            guard let hash = hash.take() else { return "" }
            return hash.finish().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// A recording of the project itself.
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Recordings/" + name).standardized.path
    }

    /// What `sim` pays and is bound by, and orders that take `delay` one way to every venue.
    static func options(delay: TimeSpan? = nil, seed: UInt64 = 1) -> RehearsalOptions {
        var limits = RiskLimits()
        limits.loss = 5_000
        limits.executionsPerMinute = 60
        limits.executionsPerHour = 3_600
        var options = RehearsalOptions(feeMillionths: 100, limits: limits)
        options.seed = seed
        if let delay { for name in ["binance", "kraken", "futures"] { options.delays[name] = delay } }
        return options
    }

    /// A driver before the first record; with `options` it has an order path.
    static func driver(
        _ paths: [String],
        _ options: RehearsalOptions?,
        seed: UInt64 = 1,
        isQuoting: Bool = true
    ) throws(ReplayError) -> ReplayDriver {
        let plan = try ReplayPlan(paths: paths)
        let tools = ReplayTools(
            makeDigest: { Digest() },
            sha256: { SHA256.digest($0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        guard let options else { return try ReplayDriver(plan, tools: tools, seed: seed, isQuoting: isQuoting) }
        let makeOrders = { (start: MonotonicTime) throws(ReplayError) -> any ReplayOrderPath in
            try Rehearsal(plan, at: start, options: options, digests: OpenSSLMessageDigests())
        }
        return try ReplayDriver(plan, tools: tools, seed: seed, isQuoting: isQuoting, makeOrders: makeOrders)
    }

    /// Plays so much of the recordings, in steps of that length.
    static func play(
        _ paths: [String],
        _ options: RehearsalOptions?,
        seed: UInt64 = 1,
        for length: TimeSpan = .seconds(3_600),
        steps: TimeSpan = .seconds(3_600)
    ) throws(ReplayError) -> ReplayReport {
        let driver = try driver(paths, options, seed: seed)
        let end = driver.start + length
        while !driver.hasEnded, driver.now < end { driver.advance(to: min(driver.now + steps, end)) }
        return driver.finish()
    }
}
