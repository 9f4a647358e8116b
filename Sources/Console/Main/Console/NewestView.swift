import Runtime
import Synchronization
import TUI
import Terminal
import Threads

/// The terminal's source of view models: the trader's newest-value cell.
struct NewestView: ViewSource {
    private let cell: Latest<ConsoleViewModel>
    private let isReadOnly: Bool
    private let hasStopped: @Sendable () -> Bool

    /// A source over `cell`, which gives no more models once `hasStopped` says so.
    init(_ cell: Latest<ConsoleViewModel>, isReadOnly: Bool, hasStopped: @escaping @Sendable () -> Bool) {
        self.cell = cell
        self.isReadOnly = isReadOnly
        self.hasStopped = hasStopped
    }

    var wakeDescriptor: Int32 { cell.wake.descriptor }

    /// The newest model, which says that the console is read-only where the person started it so.
    func takeLatest() -> ConsoleViewModel? {
        guard var model = cell.take() else { return nil }
        model.isReadOnly = model.isReadOnly || isReadOnly
        return model
    }

    var hasEnded: Bool { hasStopped() }
}
