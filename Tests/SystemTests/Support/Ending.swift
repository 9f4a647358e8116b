import Foundation

/// A way to end the console from outside.
enum Ending: String, CustomStringConvertible, Sendable {
    case controlC = "Ctrl-C"
    case terminate = "SIGTERM"
    case hangUp = "SIGHUP"

    var description: String { rawValue }

    /// The exit code that scripts are promised: 128 and the signal's number; asked by a key, it is no failure.
    var exitCode: Int32 {
        switch self {
        case .controlC: 0
        case .terminate: 128 + SIGTERM
        case .hangUp: 128 + SIGHUP
        }
    }

    /// Does it.
    func perform(_ console: ConsoleOnTerminal) throws {
        switch self {
        case .controlC: try console.type("\u{3}")
        case .terminate: console.send(SIGTERM)
        case .hangUp: console.send(SIGHUP)
        }
    }
}
