import Books
import Synchronization
import Threads

/// Where other threads ask an engine for the report of its accounts.
///
/// A report is made when it is asked for: one that lay ready would cost a copy of all orders with every one of them.
final class ReportDesk: Sendable {
    private let state = Mutex(State())
    private let alarm: EngineAlarm
    private let bell = EngineAlarm()

    private struct State {
        var asked = 0
        var answered = 0
        var report = AccountReport()
        var hasEnded = false
    }

    /// How long a waiter sleeps at most before it looks again.
    private static let pause = TimeSpan.milliseconds(5)

    /// A desk whose engine `alarm` wakes.
    init(alarm: EngineAlarm) {
        self.alarm = alarm
    }

    /// Asks for a report and waits for it; an engine that has ended has left its last one.
    func ask() -> AccountReport {
        let number = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        alarm.ring()
        while true {
            let report = state.withLock { state in
                state.answered >= number || state.hasEnded ? state.report : nil
            }
            if let report { return report }
            bell.sleep(until: SteadyClock.now + Self.pause)
        }
    }

    /// Answers those who have asked.
    func answer(_ report: @autoclosure () -> AccountReport) {
        let hasAnswered = state.withLock { state in
            guard state.answered < state.asked else { return false }
            state.report = report()
            state.answered = state.asked
            return true
        }
        if hasAnswered { bell.ring() }
    }

    /// Leaves the last report.
    func end(_ report: AccountReport) {
        state.withLock { state in
            state.report = report
            state.hasEnded = true
        }
        bell.ring()
    }
}
