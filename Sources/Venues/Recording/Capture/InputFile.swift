import Glibc

/// A file that is read at any place.
///
/// Safe to use: the descriptor is owned, never handed out, and closed exactly once.
struct InputFile: ~Copyable {
    /// How many bytes the file had when it was opened.
    let length: Int

    private let descriptor: Int32

    /// Opens the file at `path`.
    init(path: String) throws(CaptureError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        var status = stat()
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        guard isFile else {
            Glibc.close(descriptor)
            throw .cannotOpen(path: path, reason: "it is no file")
        }
        self.descriptor = descriptor
        length = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// Replaces `bytes` with the `count` bytes at `place`; false if they are not all there.
    func read(_ count: Int, at place: Int, into bytes: inout [UInt8]) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: repeatElement(0, count: count))
        var filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor,
                    buffer.baseAddress.map { unsafe $0 + filled },
                    count - filled,
                    off_t(place + filled)
                )
            }
            if got > 0 {
                filled += got
            } else if got == 0 || errno != EINTR {
                bytes.removeLast(count - filled)
                return false
            }
        }
        return true
    }
}
