import Synchronization

/// Where other threads leave orders for an exchange's faults and read what is wrong with it.
final class FaultBoard: Sendable {
    private let state = Mutex(State())
    private let alarm: EngineAlarm

    private struct State {
        var orders: [ExchangeInput] = []
        var report = FaultReport()
        var revision = 0
    }

    /// An empty board that rings `alarm` for orders.
    init(alarm: EngineAlarm) {
        self.alarm = alarm
    }

    /// What is wrong, as the engine showed it last.
    var report: FaultReport { state.withLock(\.report) }

    /// Leaves an order for the engine.
    func post(_ order: ExchangeInput) {
        state.withLock { $0.orders.append(order) }
        alarm.ring()
    }

    /// Takes the orders out.
    func takeOrders() -> [ExchangeInput] {
        state.withLock { state in
            guard !state.orders.isEmpty else { return [] }
            defer { state.orders.removeAll() }
            return state.orders
        }
    }

    /// Shows a report, if it is another one than before.
    func show(_ report: @autoclosure () -> FaultReport, revision: Int) {
        state.withLock { state in
            guard revision != state.revision else { return }
            state.report = report()
            state.revision = revision
        }
    }
}
