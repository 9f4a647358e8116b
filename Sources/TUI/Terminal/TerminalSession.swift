import Books
public import TUI

/// A session with the person's terminal.
public enum TerminalSession {
    /// Shows view models and reads keys until a person, a signal, the terminal or the engine ends it, on the calling
    /// thread, and leaves the terminal as it was.
    ///
    /// Call it on one thread only, with the signals blocked in all threads and the locale prepared. `initial` is shown
    /// until the source has its first model. `onAction` is called for everything that a key asks for, before the screen
    /// itself acts on it; it must not block.
    public static func run(
        initial: ConsoleViewModel,
        source: some ViewSource,
        signals: TerminalSignals,
        options: TerminalOptions = TerminalOptions(),
        themes: some ThemeSource = BuiltInTheme(),
        onAction: (ConsoleAction) -> Void
    ) throws(TerminalError) -> TerminalEnd {
        try run(initial, source, signals, options, themes, TerminalPorts(), .current, onAction)
    }

    /// The same on given descriptors and in a given environment.
    static func run(
        _ initial: ConsoleViewModel,
        _ source: some ViewSource,
        _ signals: TerminalSignals,
        _ options: TerminalOptions,
        _ themes: some ThemeSource,
        _ ports: TerminalPorts,
        _ environment: TerminalEnvironment,
        _ onAction: (ConsoleAction) -> Void
    ) throws(TerminalError) -> TerminalEnd {
        let entry = try TerminalEntry(name: environment.terminal, choice: options.colour, environment: environment)
        let stage = try TerminalStage(entry: entry, ports: ports, options: options)
        defer { stage.leave() }
        let loop = SessionLoop(
            initial: initial,
            source: source,
            signals: signals,
            options: options,
            stage: stage,
            themes: themes
        )
        return try loop.run(onAction)
    }
}
