import Books
import TUI

/// How the time of a replay follows the clock: at a speed, or not at all.
///
/// A machine: it is told the time.
struct ReplayPace {
    /// How fast it goes when it goes.
    private(set) var speed: PlaybackSpeed
    /// Whether it stands still.
    private(set) var isPaused = false

    /// Where the replay stood when its time was last tied to the clock's.
    private var anchor: (replay: MonotonicTime, clock: MonotonicTime)

    /// The slowest and the fastest speed that keys lead to: behind the fastest it is unlimited.
    private static let tenths = 1...10_000

    /// A pace from `replay` on.
    init(_ speed: PlaybackSpeed, from replay: MonotonicTime, at clock: MonotonicTime) {
        self.speed = speed
        anchor = (replay, clock)
    }

    /// Where the replay is to be; nil where nothing holds it back.
    func target(at clock: MonotonicTime) -> MonotonicTime? {
        guard !isPaused else { return anchor.replay }
        guard case .tenths(let tenths) = speed else { return nil }
        let passed = Int128((clock - anchor.clock).nanoseconds) * Int128(tenths) / 10
        let sum = Int128(anchor.replay.nanoseconds) + passed
        return MonotonicTime(nanoseconds: Int64(clamping: sum))
    }

    /// Does what a person asks for; `replay` is where the replay stands now.
    mutating func obey(_ request: PlaybackRequest, replay: MonotonicTime, at clock: MonotonicTime) {
        anchor = (replay, clock)
        switch request {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .step: isPaused = true
        case .faster: speed = faster
        case .slower: speed = slower
        case .speed(let chosen): speed = chosen
        }
    }

    /// Notes that the replay stands at `replay`, although the clock would have it elsewhere.
    mutating func tie(_ replay: MonotonicTime, at clock: MonotonicTime) {
        anchor = (replay, clock)
    }

    private var faster: PlaybackSpeed {
        guard case .tenths(let tenths) = speed, tenths * 2 <= Self.tenths.upperBound else { return .unlimited }
        return .tenths(tenths * 2)
    }

    private var slower: PlaybackSpeed {
        guard case .tenths(let tenths) = speed else { return .tenths(Self.tenths.upperBound / 10) }
        return .tenths(max(tenths / 2, Self.tenths.lowerBound))
    }
}
