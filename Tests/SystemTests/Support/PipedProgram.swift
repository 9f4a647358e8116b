import Foundation
import Testing

/// A program with pipes as standard output and standard error, and nothing to read.
final class PipedProgram {
    /// Everything that it wrote to standard output so far.
    private(set) var output = ""
    /// Everything that it wrote to standard error so far.
    private(set) var errors = ""

    private let sandbox: Sandbox
    private let program: StartedProgram
    private let outputPipe = Pipe()
    private let errorPipe = Pipe()

    /// Starts rung, or the program at `path`, in `sandbox`.
    ///
    /// `input` and `device`, where given, are its standard input and its standard output instead.
    init(
        _ arguments: [String],
        of path: String? = nil,
        in sandbox: Sandbox,
        environment: [String: String] = [:],
        input: Int32? = nil,
        device: Int32? = nil
    ) throws {
        self.sandbox = sandbox
        let nothing = try #require(FileHandle(forReadingAtPath: "/dev/null"))
        let descriptors = [
            input ?? nothing.fileDescriptor,
            device ?? outputPipe.fileHandleForWriting.fileDescriptor,
            errorPipe.fileHandleForWriting.fileDescriptor,
        ]
        program = try StartedProgram(
            path ?? Programs.rung(),
            arguments,
            environment: sandbox.environment(adding: environment),
            folder: sandbox.path,
            descriptors: descriptors
        )
        for pipe in [outputPipe, errorPipe] {
            try pipe.fileHandleForWriting.close()
            _ = fcntl(pipe.fileHandleForReading.fileDescriptor, F_SETFL, O_NONBLOCK)
        }
    }

    /// Sends it a signal.
    func send(_ signal: Int32) { program.send(signal) }

    /// Reads until `find` finds something in the standard output; fails where it does not within `seconds`.
    @discardableResult
    func wait<Found>(_ seconds: Double = 30, for find: (String) -> Found?) throws -> Found {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while true {
            // The end is asked for first: what was written before it is read then.
            let end = try program.currentEnd()
            read()
            if let found = find(output) { return found }
            guard end == nil, Date() < deadline else {
                let state = end.map { "\($0)" } ?? "still running after \(seconds) s"
                throw SystemFailure("the program did not say it (\(state)); output:\n\(output)\nerrors:\n\(errors)")
            }
            pause()
        }
    }

    /// Reads until it ends; fails where it does not within `seconds`.
    func waitForEnd(_ seconds: Double = 30) throws -> ProgramEnd {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            let end = try program.currentEnd()
            read()
            if let end { return end }
            pause()
        }
        throw SystemFailure("the program did not end within \(seconds) s; output:\n\(output)\nerrors:\n\(errors)")
    }

    /// Whether it still runs.
    var isRunning: Bool {
        get throws { try program.currentEnd() == nil }
    }

    private func read() {
        output += Self.unread(outputPipe)
        errors += Self.unread(errorPipe)
    }

    private func pause() {
        var ready = [outputPipe, errorPipe].map {
            pollfd(fd: $0.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        }
        let count = unsafe poll(&ready, nfds_t(ready.count), 20)
        // A pipe whose other end is closed is always ready: then only the end of the process is awaited.
        let isOver = ready.contains { $0.revents & Int16(POLLHUP) != 0 }
        if count > 0, isOver { _ = poll(nil, 0, 5) }
    }

    private static func unread(_ pipe: Pipe) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe Foundation.read(pipe.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
