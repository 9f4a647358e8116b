/// A bounded queue of bytes that wait for a socket.
///
/// It is a ring whose bytes stay at their address until they are dropped. OpenSSL demands that: a write that could
/// not be finished has to be repeated with the same address and at least the same length (SSL_write(3)), and curl
/// keeps that rule visible. The memory is reserved at once and touched as it is used; a queue that runs
/// empty starts again at the front, so in quiet times the same few cache lines serve.
@safe
struct ByteQueue: ~Copyable {
    /// How many bytes wait.
    private(set) var count = 0
    private var head = 0
    private let storage: UnsafeMutableRawBufferPointer

    /// An empty queue for at most `capacity` bytes.
    init(capacity: Int) {
        unsafe storage = .allocate(byteCount: capacity, alignment: 1)
    }

    deinit {
        unsafe storage.deallocate()
    }

    /// Whether nothing waits.
    var isEmpty: Bool { count == 0 }

    /// How many more bytes fit.
    var space: Int { unsafe storage.count - count }

    /// Appends the bytes of `bytes` from `start` that fit and returns how many those were.
    mutating func append(_ bytes: borrowing [UInt8], from start: Int = 0) -> Int {
        let length = min(bytes.count - start, space)
        guard length > 0 else { return 0 }
        unsafe bytes.withUnsafeBytes { source in
            let capacity = unsafe storage.count
            let tail = (head + count) % capacity
            let first = min(length, capacity - tail)
            unsafe copy(UnsafeRawBufferPointer(rebasing: source[start..<start + first]), to: tail)
            unsafe copy(UnsafeRawBufferPointer(rebasing: source[start + first..<start + length]), to: 0)
        }
        count += length
        return length
    }

    /// Lends the longest run of bytes at the front, at most `limit` of them, and drops as many as `body` returns.
    mutating func drain(upTo limit: Int, _ body: (UnsafeRawBufferPointer) -> Int) {
        let run = unsafe min(count, storage.count - head, limit)
        guard run > 0 else { return }
        let taken = unsafe body(UnsafeRawBufferPointer(rebasing: storage[head..<head + run]))
        precondition(taken >= 0 && taken <= run, "\(taken) of \(run) bytes were taken")
        count -= taken
        head = unsafe count == 0 ? 0 : (head + taken) % storage.count
    }

    private func copy(_ bytes: UnsafeRawBufferPointer, to offset: Int) {
        guard unsafe !bytes.isEmpty else { return }
        unsafe UnsafeMutableRawBufferPointer(rebasing: storage[offset..<offset + bytes.count]).copyMemory(from: bytes)
    }
}
