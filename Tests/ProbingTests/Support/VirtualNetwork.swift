import Books
import Foundation
import TestKit

/// A way between a host and a venue in virtual time, with delays that the probe does not know.
struct VirtualPath {
    /// Nanoseconds from the host to the venue without any queue.
    var out: Int64
    /// Nanoseconds back.
    var back: Int64
    /// The mean of an exponential queue on each way.
    var jitter: Int64 = 0
    /// One in so many messages meets a burst of ten times the jitter and more; 0 for none.
    var burstOneIn = 0
    /// The venue gathers events for so long before it sends them over this way; 0 for not at all.
    var batch: Int64 = 0

    /// The time of one trip that takes `base` when nothing queues.
    func trip(_ base: Int64, _ random: inout SplitMix64) -> Int64 {
        var time = base + exponential(jitter, &random)
        if burstOneIn > 0, random.oneIn(burstOneIn) { time += exponential(jitter * 20, &random) }
        return time
    }

    private func exponential(_ mean: Int64, _ random: inout SplitMix64) -> Int64 {
        guard mean > 0 else { return 0 }
        let share = Double(random.next() >> 11) / Double(1 << 53)
        return Int64(-Double(mean) * log(1 - share))
    }
}

/// A clock that was set wrong and goes at its own pace.
struct VirtualClock {
    /// What it reads at the true time 0.
    var offset: Int64
    /// How much faster than true time it goes, in parts of 10^12.
    var drift: Int64 = 0

    /// What it reads at a true time.
    func read(_ time: Int64) -> Int64 {
        time + offset + Int64(Int128(time) * Int128(drift) / 1_000_000_000_000)
    }
}
