import Glibc

/// Writes files that a person has named.
enum NewFile {
    /// Writes `bytes` to `path`, in place of what was there; a new file has these permissions at most.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(StartError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw StartError("\(path) cannot be written: \(ErrorNumber.text(errno)). Choose another path.")
        }
        defer { close(descriptor) }
        let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw StartError("\(path) cannot be written whole: is the disk full?") }
    }
}
