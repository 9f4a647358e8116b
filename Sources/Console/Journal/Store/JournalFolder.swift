import CLinux
import Glibc

/// The folder of a journal, which one process at a time may write: its files, its lock and the installation's key.
final class JournalFolder {
    /// The folder's path.
    let path: String

    private let lock: Int32

    /// Makes the folder where it is missing, and takes it for this process.
    init(_ path: String) throws(JournalError) {
        self.path = path
        try Self.make(path)
        lock = unsafe open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw JournalDatabase.failure(path + "/lock", errno) }
        guard clinux_lock(lock) == 0 else {
            let process = Self.number(of: "process", in: Self.contents(lock))
            close(lock)
            throw .locked(folder: path, process: process.map(Int.init(truncatingIfNeeded:)))
        }
    }

    deinit {
        close(lock)
    }

    // MARK: - Lock

    /// The last epoch that was begun here, whatever became of the file that says so.
    var lastEpoch: UInt32 {
        UInt32(clamping: Self.number(of: "epoch", in: Self.contents(lock)) ?? 0)
    }

    /// Writes down who has the folder, and the epoch that begins, and waits until the disk has it.
    func note(epoch: UInt32) throws(JournalError) {
        let text = Array("process \(getpid())\nepoch \(epoch)\n".utf8)
        let written = unsafe text.withUnsafeBytes { unsafe pwrite(lock, $0.baseAddress, $0.count, 0) }
        guard written == text.count, ftruncate(lock, off_t(text.count)) == 0, fsync(lock) == 0 else {
            throw JournalDatabase.failure(path + "/lock", written >= 0 && written < text.count ? ENOSPC : errno)
        }
    }

    // MARK: - Files

    /// The name of the journal's `number`th file, from 1.
    static func name(_ number: Int) -> String {
        number == 1 ? "journal.sqlite" : "journal-\(number).sqlite"
    }

    /// The numbers of the files that are there, in their order.
    func files() throws(JournalError) -> [Int] {
        try Self.files(in: path)
    }

    /// The numbers of a folder's journal files, in their order.
    static func files(in path: String) throws(JournalError) -> [Int] {
        guard let folder = unsafe opendir(path) else { throw JournalDatabase.failure(path, errno) }
        defer { unsafe closedir(folder) }
        var numbers: [Int] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe Swift.withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = number(of: name) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    /// The number of the newest file that holds a record; of the newest at all where none does; nil where none is.
    static func newest(in path: String) throws(JournalError) -> Int? {
        let numbers = try files(in: path)
        for number in numbers.reversed() {
            do {
                if try JournalFile(path: path + "/" + name(number)).lastSequence() != nil { return number }
            } catch .damaged {
                return number
            }
        }
        return numbers.last
    }

    /// Removes the `number`th file, which nothing was committed to, with SQLite's helpers.
    func remove(file number: Int) {
        for suffix in ["", "-wal", "-shm"] { _ = unsafe unlink(path(ofFile: number) + suffix) }
    }

    /// The path of the `number`th file.
    func path(ofFile number: Int) -> String {
        path + "/" + Self.name(number)
    }

    /// The last part of a path.
    static func name(in path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Waits until the names in the folder are on the disk; a file system that cannot do that keeps them anyway.
    func synchronise() {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// How many bytes are left for it; nil where the system does not say.
    func freeSpace() -> Int64? {
        var facts = statvfs()
        guard unsafe statvfs(path, &facts) == 0 else { return nil }
        let (bytes, overflow) = Int64(clamping: facts.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: facts.f_frsize)
        )
        return overflow ? .max : bytes
    }

    // MARK: - Key

    /// The installation's key, made once: 32 random bytes that nobody else can read.
    func installKey() throws(JournalError) -> [UInt8] {
        let path = path + "/install.key"
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw JournalDatabase.failure(path, errno) }
            return try makeKey(path)
        }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
            throw .cannotOpen(path: path, reason: "others may read it: `chmod 600` it")
        }
        let key = Self.contents(descriptor)
        guard key.count == Self.keyLength else {
            throw .cannotOpen(path: path, reason: "it holds \(key.count) bytes instead of \(Self.keyLength)")
        }
        return key
    }

    private func makeKey(_ path: String) throws(JournalError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: Self.keyLength)
        guard unsafe getentropy(&key, key.count) == 0 else { throw JournalDatabase.failure("/dev/urandom", errno) }
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw JournalDatabase.failure(draft, errno) }
        defer { close(descriptor) }
        let written = unsafe key.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == key.count, fsync(descriptor) == 0, unsafe rename(draft, path) == 0 else {
            throw JournalDatabase.failure(draft, written >= 0 && written < key.count ? ENOSPC : errno)
        }
        synchronise()
        return key
    }

    // MARK: - Parts

    private static let keyLength = 32

    /// Makes a folder, and those above it, where they are missing; it is ours alone.
    private static func make(_ path: String) throws(JournalError) {
        var made = path.hasPrefix("/") ? "" : "."
        let parts = path.split(separator: "/")
        for (index, part) in parts.enumerated() {
            made += "/" + part
            let mode: mode_t = index == parts.count - 1 ? 0o700 : 0o755
            if unsafe mkdir(made, mode) != 0, errno != EEXIST, errno != EISDIR {
                throw JournalDatabase.failure(made, errno)
            }
        }
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { throw JournalDatabase.failure(path, errno) }
        guard facts.st_mode & 0o077 != 0 else { return }
        guard unsafe chmod(path, 0o700) == 0 else {
            throw .cannotOpen(path: path, reason: "others may look into it: `chmod 700` it")
        }
    }

    /// The number in the name of a journal file; nil for other names.
    private static func number(of name: String) -> Int? {
        if name == Self.name(1) { return 1 }
        guard name.hasPrefix("journal-"), name.hasSuffix(".sqlite") else { return nil }
        guard let number = Int(name.dropFirst(8).dropLast(7)), number > 1, Self.name(number) == name else { return nil }
        return number
    }

    /// The number behind a word in a small file of words and numbers.
    private static func number(of word: String, in bytes: [UInt8]) -> Int64? {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == word { return Int64(parts[1]) }
        }
        return nil
    }

    /// The first bytes of an open file.
    private static func contents(_ descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        return Array(bytes.prefix(max(0, count)))
    }
}
