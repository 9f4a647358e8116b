import ArgumentParser

/// The exit codes that scripts can rely on.
///
/// 0 is the end that was asked for, also by a reader of `--plain` that has what it wanted. Signals end the process with 128 + their number.
enum ExitStatus {
    /// Something failed while running, or a verification found something wrong.
    static let failure = ExitCode(1)
    /// The command line, a configuration or an input file is wrong.
    static let usage = ExitCode(2)
    /// There is no terminal, or none that can show the screen.
    static let noTerminal = ExitCode(3)
    /// The console has ended, and of some orders nobody knows that they have: a person has to look.
    static let ordersLeft = ExitCode(4)
}
