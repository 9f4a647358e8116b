import Books

/// Puts the times of one recording on the timeline of a replay: nanoseconds since 1970, never going back.
///
/// A time before the one before it counts as that one; up to a tenth of a second that is the way of records that several
/// threads wrote. A leap of more than an hour either way is taken for damage, or
/// for a pause that nobody wants to sit through: the recording goes on a minute later, or at once.
struct ReplayTimeline {
    /// What is added to the recording's times.
    private var offset: Int64
    private var last: Int64?
    /// How many times went back by more than threads do.
    private(set) var stepsBack = 0
    /// How many leaps were taken out.
    private(set) var leaps = 0

    /// Behind this much everything is damage: the year 2116.
    private static let limit: Int64 = 1 << 62
    private static let interleaving = TimeSpan.milliseconds(100)
    private static let leap = TimeSpan.seconds(3_600)
    private static let pause = TimeSpan.seconds(60)

    /// A timeline that adds `offset`.
    init(offset: Int64) {
        self.offset = offset
    }

    /// The time at which a record with that time is played.
    mutating func place(_ time: Int64) -> MonotonicTime {
        var placed = time &+ offset
        guard let before = last else {
            if !(0...Self.limit).contains(placed) {
                offset = 0 &- time
                placed = 0
            }
            last = placed
            return MonotonicTime(nanoseconds: placed)
        }
        let (distance, overflow) = placed.subtractingReportingOverflow(before)
        if overflow || distance > Self.leap.nanoseconds || distance < -Self.leap.nanoseconds {
            leaps += 1
            let next = distance > 0 && !overflow ? before + Self.pause.nanoseconds : before
            offset = next &- time
            placed = next
        } else if distance < 0 {
            if distance < -Self.interleaving.nanoseconds { stepsBack += 1 }
            placed = before
        }
        last = placed
        return MonotonicTime(nanoseconds: placed)
    }
}
