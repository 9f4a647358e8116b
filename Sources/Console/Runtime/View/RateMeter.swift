import Books

/// How often something happens a second, from a counter that is read once a frame.
struct RateMeter {
    /// Readings of about the last second, oldest first.
    private var readings: [(time: MonotonicTime, count: UInt64)] = []

    /// Takes a reading and gives the rate since the oldest one of the last second; nil before half a second has passed.
    mutating func rate(_ count: UInt64, at now: MonotonicTime) -> Int? {
        readings.append((now, count))
        while readings.count > 2, now - readings[1].time >= Self.window { readings.removeFirst() }
        let passed = now - readings[0].time
        guard passed >= Self.shortest else { return nil }
        let rise = Int64(clamping: count &- readings[0].count)
        return Int(rise * 1_000 / max(1, passed.milliseconds))
    }

    private static let window = TimeSpan.seconds(1)
    private static let shortest = TimeSpan.milliseconds(500)
}
