import Glibc

/// A file that is written from its beginning to its end.
///
/// What a full disk cut off is taken back, so that the file always ends where a write ended.
struct OutputFile: ~Copyable {
    /// The file's path.
    let path: String
    /// How many bytes it has.
    private(set) var length = 0

    private let descriptor: Int32

    /// Makes the file, which must not exist yet.
    init(creating path: String) throws(CaptureError) {
        try self.init(path, O_CREAT | O_EXCL)
    }

    /// Opens a file or a device that is there, to write behind what it holds.
    init(appendingTo path: String) throws(CaptureError) {
        try self.init(path, O_APPEND)
    }

    private init(_ path: String, _ flags: Int32) throws(CaptureError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Writes all of `bytes`, or nothing of it.
    mutating func write(_ bytes: Span<UInt8>) throws(CaptureError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                let error = Self.failure(path, count == 0 ? ENOSPC : errno)
                // The part of a block that still went in would look like a crash.
                _ = ftruncate(descriptor, off_t(length))
                throw error
            }
        }
        length += bytes.count
    }

    /// Waits until what was written is on the disk.
    func synchronise() throws(CaptureError) {
        // Pipes and some file systems have nothing to wait for.
        guard fdatasync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw Self.failure(path, errno) }
    }

    /// The error for what the system said about `path`.
    static func failure(_ path: String, _ code: Int32) -> CaptureError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .full(path: path)
        default: .cannotWrite(path: path, reason: unsafe String(cString: strerror(code)))
        }
    }
}
