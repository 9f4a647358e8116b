import Glibc

/// Reads files that a person has named and that are small, such as certificates.
enum SmallFile {
    /// What is longer is not what was meant.
    static let limit = 1 << 20

    /// The bytes of the file at `path`.
    static func read(_ path: String) throws(StartError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var batch = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= limit {
            let count = unsafe batch.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes += batch[..<count]
        }
        throw StartError("\(path) is too long: more than 1 MB. Give the path of the right file.")
    }

    private static func failure(_ path: String) -> StartError {
        StartError("\(path) cannot be read: \(ErrorNumber.text(errno)). Give the path of the right file.")
    }
}
