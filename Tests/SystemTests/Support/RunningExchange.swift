import Foundation

/// `rung exchange` as a program of its own, on a port that the system chose.
final class RunningExchange {
    /// Where it listens on this machine.
    let port: Int
    /// The file with the certificate of its authority, if it has one.
    let authorityFile: String

    private let sandbox: Sandbox
    private let program: PipedProgram

    /// Starts it and waits until it listens.
    init(_ dialect: String, recording: String, _ arguments: [String] = []) throws {
        sandbox = try Sandbox()
        authorityFile = sandbox.path(of: "authority.pem")
        let trust = arguments.contains("--plain") ? [] : ["--ca-file", authorityFile]
        program = try PipedProgram(
            ["exchange", "--protocol", dialect, "--recording", recording, "--port", "0"] + arguments + trust,
            in: sandbox
        )
        // A debug build needs seconds to read a recording through, on a busy machine many.
        port = try program.wait(60) { output in
            output.firstMatch(of: /listening on wss?:\/\/127\.0\.0\.1:([0-9]+)\//).flatMap { Int($0.output.1) }
        }
    }

    /// Ends it as a person does; how it ended.
    func stop() throws -> ProgramEnd {
        program.send(SIGINT)
        return try program.waitForEnd()
    }

    /// What it said on standard error.
    var errors: String { program.errors }

    /// Runs a script of Tests/Peers against it to the script's end; what the script printed, line by line.
    func run(_ script: String, _ arguments: [String] = []) throws -> [String] {
        let peer = try PipedProgram(
            ["-B", Programs.peer(script), "\(port)"] + arguments,
            of: Programs.python(),
            in: sandbox
        )
        let end = try peer.waitForEnd(30)
        guard end == .exited(0) else { throw SystemFailure("\(script) ended with \(end):\n\(peer.errors)") }
        return peer.output.split(separator: "\n").map(String.init)
    }
}
