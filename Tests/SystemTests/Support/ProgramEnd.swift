/// How a program ended.
enum ProgramEnd: Equatable {
    /// By itself, with an exit code.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
}
