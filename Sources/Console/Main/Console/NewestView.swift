import Runtime
import Synchronization
import TUI
import Terminal
import Threads

/// The terminal's source of view models: the trader's newest-value cell.
struct NewestView: ViewSource {
    private let cell: Latest<ConsoleViewModel>
    private let isReadOnly: Bool
    private let faults: [String]
    private let hasStopped: @Sendable () -> Bool

    /// A source over `cell`, which gives no more models once `hasStopped` says so; `faults` are the names of those that
    /// a person can make.
    init(
        _ cell: Latest<ConsoleViewModel>,
        isReadOnly: Bool,
        faults: [String],
        hasStopped: @escaping @Sendable () -> Bool
    ) {
        self.cell = cell
        self.isReadOnly = isReadOnly
        self.faults = faults
        self.hasStopped = hasStopped
    }

    var wakeDescriptor: Int32 { cell.wake.descriptor }

    /// The newest model, with what only the composition knows: how the console was started.
    func takeLatest() -> ConsoleViewModel? {
        guard var model = cell.take() else { return nil }
        model.isReadOnly = model.isReadOnly || isReadOnly
        model.faults = faults
        return model
    }

    var hasEnded: Bool { hasStopped() }
}
