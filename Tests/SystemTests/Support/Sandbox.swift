import Foundation

/// A folder that is one program's whole world, removed with it.
final class Sandbox {
    /// The folder.
    let path: String

    /// Makes a new, empty folder.
    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "rung-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // It lies in the system's folder for such things, which is emptied anyway.
        }
    }

    /// The path of a file in it.
    func path(of name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let path = path(of: name)
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// An environment without anything of the person who runs the tests: every file of the program's goes in here.
    func environment(adding variables: [String: String] = [:]) -> [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path, "LANG": "C.UTF-8", "XDG_STATE_HOME": path,
        ].merging(variables) { $1 }
    }
}
