import Foundation

/// A file of a test, which is gone when the test is done with it.
public enum TemporaryFile {
    /// Calls `body` with the path of a file called `name` that holds `bytes`.
    public static func with<Result>(
        _ bytes: [UInt8],
        name: String = "recording",
        _ body: (String) throws -> Result
    ) throws -> Result {
        try withFolder { folder in
            let path = folder + "/" + name
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return try body(path)
        }
    }

    /// Calls `body` with the path of an empty folder.
    public static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rung-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer {
            do {
                try FileManager.default.removeItem(at: folder)
            } catch {
                print("the folder \(folder.path) of a test stays: \(error)")
            }
        }
        return try body(folder.path)
    }
}
