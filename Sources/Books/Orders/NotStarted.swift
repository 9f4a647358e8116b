/// How it is known that not one byte of an order left this machine.
public enum NotStarted: Sendable, Hashable, CaseIterable {
    /// The last gate was closed.
    case gateClosed
    /// The intent could not be written down, and bytes leave only after that.
    case journal
    /// There was no connection, and none could be made.
    case noConnection
    /// Its time had run out before it could be sent, or the venue's budgets had no room for it in that time.
    case late
}
