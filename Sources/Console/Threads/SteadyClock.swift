public import Books
import Glibc

/// The machine's clocks, read in shells alone: a machine is told the time.
public enum SteadyClock {
    /// The steady clock now.
    public static var now: MonotonicTime {
        MonotonicTime(nanoseconds: read(CLOCK_MONOTONIC))
    }

    /// The calendar now.
    public static var wallTime: WallTime {
        WallTime(nanoseconds: read(CLOCK_REALTIME))
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
