/// What a person can ask the console to do.
public enum ConsoleAction: Sendable, Hashable, CaseIterable {
    /// End the console.
    case quit
    /// Show the keys, or hide them again.
    case help
    /// Close what lies over the books.
    case close
    /// Draw the whole screen again.
    case redraw
    /// Stop the process and give the terminal back to the shell until it is continued.
    case suspend
}
