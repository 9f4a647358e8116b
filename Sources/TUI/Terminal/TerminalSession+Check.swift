extension TerminalSession {
    /// Checks that a session can be held, before anything is started for it; nothing is written to the terminal.
    public static func check(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
        let environment = TerminalEnvironment.current
        let ports = TerminalPorts()
        _ = try TerminalDevice(input: ports.input, output: ports.output)
        _ = try TerminalEntry(name: environment.terminal, choice: options.colour, environment: environment)
    }
}
