import Glibc

/// Bytes on their way to a terminal that may stop reading at any time.
struct OutputQueue {
    private var pending: [UInt8] = []
    private var sent = 0

    /// How a write went.
    enum Progress {
        /// Everything is written.
        case done
        /// The terminal takes no more now.
        case blocked
        /// The terminal is gone.
        case gone
    }

    /// Whether nothing waits.
    var isEmpty: Bool { sent == pending.count }

    /// Adds bytes behind those that wait.
    mutating func append(_ bytes: some Collection<UInt8>) {
        pending.append(contentsOf: bytes)
    }

    /// Forgets what waits.
    mutating func removeAll() {
        pending.removeAll(keepingCapacity: true)
        sent = 0
    }

    /// Writes what waits in one call to a descriptor that does not block.
    mutating func flush(to descriptor: Int32) -> Progress {
        guard !isEmpty else { return .done }
        let written = unsafe pending.withUnsafeBytes { bytes in
            unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent)
        }
        guard written >= 0 else {
            return errno == EAGAIN || errno == EINTR ? .blocked : .gone
        }
        sent += written
        guard isEmpty else { return .blocked }
        removeAll()
        return .done
    }
}
