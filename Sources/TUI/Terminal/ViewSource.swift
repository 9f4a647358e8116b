public import TUI

/// Where the screen gets its view models from: the newest one, whenever it asks.
public protocol ViewSource {
    /// A descriptor that is readable while there is a model to take, or after the end.
    var wakeDescriptor: Int32 { get }

    /// The newest model since the last call, if there is one; makes the descriptor unreadable until the next.
    func takeLatest() -> ConsoleViewModel?

    /// Whether there will be no more models.
    var hasEnded: Bool { get }
}
