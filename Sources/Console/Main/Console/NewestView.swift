import Runtime
import Synchronization
import TUI
import Terminal
import Threads

/// The terminal's source of view models: the trader's newest-value cell.
struct NewestView: ViewSource {
    private let cell: Latest<ConsoleViewModel>
    private let hasStopped: @Sendable () -> Bool

    /// A source over `cell`, which gives no more models once `hasStopped` says so.
    init(_ cell: Latest<ConsoleViewModel>, hasStopped: @escaping @Sendable () -> Bool) {
        self.cell = cell
        self.hasStopped = hasStopped
    }

    var wakeDescriptor: Int32 { cell.wake.descriptor }

    func takeLatest() -> ConsoleViewModel? { cell.take() }

    var hasEnded: Bool { hasStopped() }
}
