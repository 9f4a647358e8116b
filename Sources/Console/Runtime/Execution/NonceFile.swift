import Glibc

/// Where the numbers of a key (``NonceSource``) are written down, so that they rise over crashes and restarts too.
///
/// A file a key: the last number that may have been used, in decimal digits. It is replaced whole, so that a crash leaves
/// the old number or the new one.
public struct NonceFile: Sendable {
    private let path: String

    /// The file at `path`, which need not exist yet.
    public init(path: String) {
        self.path = path
    }

    /// The last number that may have been used; 0 without a file, nil where the file cannot be read as one.
    public var floor: UInt64? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return errno == ENOENT ? 0 : nil }
        defer { _ = close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return UInt64(String(decoding: bytes[..<count], as: UTF8.self).filter { $0 != "\n" })
    }

    /// Writes down that numbers up to `limit` may be used; false if that failed, and then the old number stands.
    public func reserve(_ limit: UInt64) -> Bool {
        let next = path + ".new"
        let descriptor = unsafe open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        let text = Array("\(limit)\n".utf8)
        let isWritten = unsafe write(descriptor, text, text.count) == text.count && fdatasync(descriptor) == 0
        guard close(descriptor) == 0, isWritten else { return false }
        return unsafe rename(next, path) == 0
    }
}
