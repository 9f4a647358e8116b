import ArgumentParser
import Glibc
import Simulator

/// Reads scripts of faults from files.
enum FaultScriptFile {
    /// A script is written by hand: what is longer is no script.
    private static let limit = 1 << 20

    /// The script at `path`; what is wrong with it is told with its line.
    static func read(_ path: String) throws(ValidationError) -> FaultScript {
        let bytes = try contents(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("\(path) is no text in UTF-8: save the script as such.")
        }
        do throws(FaultScriptError) {
            return try FaultScript(text)
        } catch {
            throw ValidationError("\(path):\(error.line): \(error.sentence).")
        }
    }

    private static func contents(_ path: String) throws(ValidationError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var batch = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = unsafe batch.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes += batch[..<count]
        }
        throw ValidationError("\(path) is too long for a script: more than 1 MB.")
    }

    private static func failure(_ path: String) -> ValidationError {
        ValidationError(
            "\(path) cannot be read: \(ErrorNumber.text(errno)). Give the path of a script."
        )
    }
}
