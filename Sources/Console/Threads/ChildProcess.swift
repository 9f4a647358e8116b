import CLinux
import Glibc

/// A program of ours that runs beside this one and listens to a pipe.
public struct ChildProcess: Sendable {
    /// Its number.
    public let process: Int32
    /// The writing end of the pipe that is its standard input; does not block.
    public let descriptor: Int32

    /// Starts this very program with `arguments`; nil where the system refuses.
    ///
    /// It has a session of its own and nothing of ours but the pipe: no environment, no terminal, no descriptor.
    public static func startOurselves(_ arguments: [String]) -> ChildProcess? {
        var reading: Int32 = -1
        var writing: Int32 = -1
        guard unsafe clinux_pipe(&reading, &writing) == 0 else { return nil }
        defer { close(reading) }
        var words = unsafe (["rung"] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process: Int32 = 0
        // The kernel's own name for the running program: it is this one even when another was installed meanwhile.
        guard unsafe clinux_spawn("/proc/self/exe", &words, reading, &process) == 0 else {
            close(writing)
            return nil
        }
        return ChildProcess(process: process, descriptor: writing)
    }
}
