import Glibc

/// The secret half of a key, in one page of memory that is in no swap, no core dump and no child process.
///
/// It is never a `String` or an array, whose copies could not be erased; the page is erased with this value. There is no
/// way to print it.
// @unchecked: the page is written while this value is made, and only read afterwards.
@safe
public final class Secret: @unchecked Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// The most bytes that a secret, with what stands around it in its file, may have.
    public static let capacity = 4_096

    private let page: UnsafeMutableRawBufferPointer
    private let range: Range<Int>

    /// A secret that `fill` puts into the page that it is given; the range of the page that it is.
    init(filling fill: (UnsafeMutableRawBufferPointer) throws(KeyFileError) -> Range<Int>) throws(KeyFileError) {
        let protection = PROT_READ | PROT_WRITE
        guard let start = unsafe mmap(nil, Self.capacity, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe start != MAP_FAILED
        else { throw KeyFileError("There is no memory for a key: \(SystemFailure.last).") }
        let page = unsafe UnsafeMutableRawBufferPointer(start: start, count: Self.capacity)
        let range: Range<Int>
        do throws(KeyFileError) {
            try unsafe Self.protect(page)
            range = try unsafe fill(page)
            guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= Self.capacity else {
                throw KeyFileError("The key has no secret: write it into the second line of the file.")
            }
        } catch {
            unsafe Self.erase(page)
            throw error
        }
        unsafe self.page = page
        self.range = range
    }

    /// A secret from bytes that are no secret to anybody, such as those of a simulated exchange.
    public convenience init(known bytes: [UInt8]) throws(KeyFileError) {
        guard !bytes.isEmpty, bytes.count <= Self.capacity else {
            throw KeyFileError("A secret has 1 to \(Self.capacity) bytes, not \(bytes.count).")
        }
        try unsafe self.init { (page) throws(KeyFileError) in
            unsafe page.copyBytes(from: bytes)
            return 0..<bytes.count
        }
    }

    /// Reads a secret of `count` bytes from a pipe; what comes after it stays there.
    public convenience init(from descriptor: Int32, count: Int) throws(KeyFileError) {
        guard count > 0, count <= Self.capacity else {
            throw KeyFileError("A secret has 1 to \(Self.capacity) bytes, not \(count).")
        }
        try unsafe self.init { (page) throws(KeyFileError) in
            var filled = 0
            while filled < count {
                let part = unsafe read(descriptor, page.baseAddress?.advanced(by: filled), count - filled)
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { throw KeyFileError("The pipe ended within a secret.") }
                filled += part
            }
            return 0..<count
        }
    }

    deinit {
        unsafe Self.erase(page)
    }

    /// How many bytes it has.
    public var count: Int { range.count }

    /// Writes it to a pipe, for a process that is to sign with it; false if the pipe did not take it whole.
    public func write(to descriptor: Int32) -> Bool {
        unsafe withBytes { bytes in unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count }
    }

    /// The same words for every secret.
    public var description: String { "a secret" }
    /// The same words for every secret.
    public var debugDescription: String { description }
    /// Nothing of what is inside.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Lends the bytes.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(rebasing: page[range]))
    }

    // MARK: - Parts

    private static func protect(_ page: UnsafeMutableRawBufferPointer) throws(KeyFileError) {
        guard unsafe mlock(page.baseAddress, page.count) == 0 else {
            throw KeyFileError(
                "The key's memory cannot be kept out of swap (\(SystemFailure.last)): allow locked memory (ulimit -l)."
            )
        }
        guard unsafe madvise(page.baseAddress, page.count, MADV_DONTDUMP) == 0,
            unsafe madvise(page.baseAddress, page.count, MADV_DONTFORK) == 0
        else { throw KeyFileError("The key's memory cannot be kept out of core dumps: \(SystemFailure.last).") }
    }

    private static func erase(_ page: UnsafeMutableRawBufferPointer) {
        guard let start = page.baseAddress else { return }
        unsafe explicit_bzero(start, page.count)
        // Nothing can be done about a failure: the page is zeros by now.
        _ = unsafe munmap(start, page.count)
    }
}
