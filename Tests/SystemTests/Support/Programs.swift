import Foundation

/// Where the programs are that the tests start, and what they read.
enum Programs {
    /// The built `rung`, which lies beside the running test program: nothing is built here.
    static func rung() throws -> String {
        let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folder = URL(filePath: runner).deletingLastPathComponent()
        while folder.pathComponents.count > 1 {
            for candidate in ["rung", ".build/debug/rung"].map({ folder.appending(path: $0) })
            where candidate.isProgram {
                return candidate.path(percentEncoded: false)
            }
            folder.deleteLastPathComponent()
        }
        throw SystemFailure("There is no built rung beside or above \(runner): `swift build` makes it.")
    }

    /// The Python with the peers' packages.
    static func python() throws -> String {
        let python =
            ProcessInfo.processInfo.environment["RUNG_PYTHON"]
            ?? root.appending(path: ".build-peers/bin/python").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw SystemFailure("There is no Python with the peers' packages at \(python): `make peers` makes it.")
        }
        return python
    }

    /// The path of a script of Tests/Peers.
    static func peer(_ name: String) -> String {
        root.appending(path: "Tests/Peers/\(name)").path(percentEncoded: false)
    }

    /// The path of a recording that comes with rung.
    static func recording(_ name: String) -> String {
        root.appending(path: "Recordings/\(name)").path(percentEncoded: false)
    }

    /// The recording that the simulated Binance plays.
    static var spotRecording: String { recording("spot_ethusdt_20240808.gz") }
    /// The recording that the simulated Kraken plays.
    static var futuresRecording: String { recording("usdm_ethusdt_20240808.gz") }

    /// A file or folder of the project.
    static func project(_ name: String) -> String {
        root.appending(path: name).path(percentEncoded: false)
    }

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }
}

extension URL {
    /// Whether it is a file that can be run.
    fileprivate var isProgram: Bool {
        let path = path(percentEncoded: false)
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
}
