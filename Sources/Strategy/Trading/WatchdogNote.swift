import Books

/// When the watchdog last looked, as it was told.
struct WatchdogNote: Sendable, Hashable {
    let age: TimeSpan
    let at: MonotonicTime

    /// How long ago that is now; nothing was ever told counts as answered, for then there is no watchdog.
    func age(at now: MonotonicTime) -> TimeSpan {
        guard at.nanoseconds > .min else { return .zero }
        return TimeSpan(nanoseconds: max(0, (now - at).nanoseconds) + age.nanoseconds)
    }
}
