import Books

/// The time in which nothing is quoted after a move that no usual market makes: 10 s, doubling up to 160 s.
struct VolatilityHalt: Sendable {
    /// The first halt.
    static let shortest = TimeSpan.seconds(10)
    /// The longest one, and the calm after which the next is short again.
    static let longest = TimeSpan.seconds(160)
    /// Moves this soon after the one that halted belong to it.
    static let sameMove = TimeSpan.seconds(1)

    /// When it ends; nil before the first.
    private(set) var until: MonotonicTime?

    private var length = shortest
    private var began = MonotonicTime(nanoseconds: 0)

    /// No halt yet.
    init() {}

    /// Whether it lasts.
    func isOn(at now: MonotonicTime) -> Bool {
        until.map { now < $0 } ?? false
    }

    /// Begins, or lasts longer.
    mutating func trip(at now: MonotonicTime) {
        if let until {
            let isSameMove = now - began < Self.sameMove
            if now - until > Self.longest {
                length = Self.shortest
            } else if !isSameMove {
                length = min(TimeSpan(nanoseconds: 2 * length.nanoseconds), Self.longest)
            }
            if !isSameMove { began = now }
        } else {
            began = now
        }
        until = now + length
    }
}
