public import Books

/// When the next connection attempt is made: soon, spread out, and never more often than the venue allows.
///
/// Full jitter (uniform between nothing and a bound that doubles), after Brooker, "Exponential Backoff And Jitter",
/// AWS Architecture Blog 2015. The venue's own limit is kept by a bucket of attempts that refills one a spacing.
public struct ReconnectPolicy: Sendable {
    /// The first bound.
    public static let base = TimeSpan.milliseconds(250)
    /// The largest bound.
    public static let cap = TimeSpan.seconds(5)
    /// How many attempts may follow each other before the venue's spacing holds.
    ///
    /// So a time of any length sees at most this many attempts and one more for each spacing in it.
    public static let burst: Int64 = 10

    private let spacing: TimeSpan
    private var random: SeededRandom
    /// When the bucket is full again; attempts of other connections to the venue are put in here too.
    public var bucketFullAt = MonotonicTime(nanoseconds: .min / 2)

    /// How many attempts have failed since the last one that lasted.
    public private(set) var failures = 0

    /// A policy for a venue that allows an attempt every `spacing` in the long run.
    public init(spacing: TimeSpan, seed: UInt64) {
        self.spacing = spacing
        random = SeededRandom(seed: seed)
    }

    /// Notes that an attempt is made now.
    public mutating func attempted(at now: MonotonicTime) {
        bucketFullAt = max(bucketFullAt, now) + spacing
    }

    /// Notes a failure and says when the next attempt is due.
    public mutating func failed(at now: MonotonicTime) -> MonotonicTime {
        let bound = min(Self.base.nanoseconds << Int64(min(failures, 10)), Self.cap.nanoseconds)
        failures += 1
        let jitter = TimeSpan(nanoseconds: Int64.random(in: 0...bound, using: &random))
        return max(now + jitter, allowedAt)
    }

    /// From when on the venue's limit allows another attempt, however much a person wants one.
    public var allowedAt: MonotonicTime {
        MonotonicTime(nanoseconds: bucketFullAt.nanoseconds - (Self.burst - 1) * spacing.nanoseconds)
    }

    /// Notes that the connection has proved itself: the next failure begins at the first bound.
    public mutating func succeeded() {
        failures = 0
    }
}
