import Books
import Glibc
import TUI
import Terminal
import Threads

/// Waits for a view model that is worth a snapshot.
struct SnapshotWait {
    private let source: NewestView
    private let signals: TerminalSignals

    /// How long venues may take to come alive.
    static let limit = TimeSpan.seconds(15)

    /// What came of it.
    enum Result {
        /// The newest model: every venue is live in it, or the time is up.
        case taken(ConsoleViewModel)
        /// A signal came first.
        case signal(Int32)
    }

    init(_ source: NewestView, _ signals: TerminalSignals) {
        self.source = source
        self.signals = signals
    }

    /// Waits; `initial` is what there is before the first model.
    func run(initial: ConsoleViewModel) -> Result {
        var newest = initial
        let deadline = SteadyClock.now + Self.limit
        while SteadyClock.now < deadline, !source.hasEnded {
            if let number = signals.wait(for: source.wakeDescriptor, until: deadline) { return .signal(number) }
            newest = source.takeLatest() ?? newest
            if newest.liveVenueCount == newest.venues.count { return .taken(newest) }
        }
        return .taken(newest)
    }
}
