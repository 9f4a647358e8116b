import Glibc

/// Writes files that a person has named.
enum NewFile {
    /// Writes `bytes` to `path`, in place of what was there; a new file has these permissions at most.
    ///
    /// A file that only its owner may read is a plain file and no link, and has these permissions also where it was there
    /// already with others, before anything is written.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(StartError) {
        let isSecret = mode & 0o077 == 0
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isSecret ? O_NOFOLLOW | O_NONBLOCK : O_TRUNC)
        let descriptor = unsafe open(path, flags, mode)
        guard descriptor >= 0 else {
            throw StartError("\(path) cannot be written: \(ErrorNumber.text(errno)). Choose another path.")
        }
        defer { close(descriptor) }
        if isSecret { try keepSecret(descriptor, path, mode) }
        let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw StartError("\(path) cannot be written whole: is the disk full?") }
    }

    /// Takes what was there, and its permissions, from an open file.
    private static func keepSecret(_ descriptor: Int32, _ path: String, _ mode: mode_t) throws(StartError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StartError("\(path) is no plain file, and keys are written to nothing else. Choose another path.")
        }
        guard fchmod(descriptor, mode) == 0, ftruncate(descriptor, 0) == 0 else {
            throw StartError("\(path) cannot be kept from others: \(ErrorNumber.text(errno)). Choose another path.")
        }
    }
}
