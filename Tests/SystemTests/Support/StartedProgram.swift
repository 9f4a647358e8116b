import CTestKit
import Foundation

/// A process that a test started; it is gone when nobody holds it any more.
final class StartedProgram {
    private let process: Int32
    private var end: ProgramEnd?

    /// Starts the program at `path` in `folder`, with `descriptors` as its standard input, output and error.
    init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        folder: String,
        descriptors: [Int32]
    ) throws {
        let words = unsafe CStrings([path] + arguments)
        let variables = unsafe CStrings(environment.map { "\($0)=\($1)" })
        var process: Int32 = 0
        let error = unsafe ctestkit_spawn(path, words.pointers, variables.pointers, folder, descriptors, &process)
        guard error == 0 else { throw SystemFailure("\(path) cannot be started: errno \(error)") }
        self.process = process
    }

    deinit {
        guard end == nil else { return }
        kill(process, SIGKILL)
        var status: Int32 = 0
        _ = unsafe waitpid(process, &status, 0)
    }

    /// Sends it a signal.
    func send(_ signal: Int32) {
        guard end == nil else { return }
        kill(process, signal)
    }

    /// How it ended, if it did.
    func currentEnd() throws -> ProgramEnd? {
        if let end { return end }
        var code: Int32 = 0
        switch unsafe ctestkit_end(process, &code) {
        case 0: return nil
        case 1: end = .exited(code)
        case 2: end = .signalled(code)
        default: throw SystemFailure("the end of process \(process) cannot be learnt: errno \(errno)")
        }
        return end
    }
}
