import Foundation
import Glibc

/// A WebSocket implementation that is not ours, in a process of its own: a script of Tests/Peers.
final class PeerProcess {
    /// Why a peer cannot be used.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process = Process()
    private let output = Pipe()
    private var unread = Data()

    /// Starts `Tests/Peers/<library>_peer.py` with `arguments`.
    init(_ library: String, _ arguments: [String]) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let python =
            ProcessInfo.processInfo.environment["RUNG_PYTHON"]
            ?? root.appending(path: ".build-peers/bin/python").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(
                description: "There is no Python with the peers' packages at \(python): `make peers` makes it."
            )
        }
        process.executableURL = URL(filePath: python)
        let script = root.appending(path: "Tests/Peers/\(library)_peer.py").path(percentEncoded: false)
        // Without bytecode files in the sources' folder.
        process.arguments = ["-B", script] + arguments
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// The next line that the peer prints.
    ///
    /// A peer ends by itself after half a minute, so the wait is bounded.
    func readLine() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = unread[unread.index(after: end)...]
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(description: "The peer has ended; what it wrote is above.") }
            unread += more
        }
    }
}
