import Glibc
import Synchronization

/// A log file that many threads append lines to.
///
/// The screen belongs to the console, so nothing is ever logged there.
///
/// At the start a file over ``sizeLimit`` is moved aside, so that logs do not grow without bound.
public final class LogFile: Sendable {
    /// A file larger than this is moved to `<name>.1` when the log is opened.
    public static let sizeLimit: Int64 = 16 << 20

    /// Where the lines go.
    public let path: String
    /// The folder that it is in.
    public let folder: String

    private let descriptor: Int32
    /// Guards the order of whole lines; `O_APPEND` alone does not for lines that are written in pieces.
    private let lock = Mutex(())

    /// Opens the log in `folder`, which is made if it is missing.
    public init(folder: String, name: String) throws(LogFileError) {
        try Self.makeFolder(folder)
        self.folder = folder
        path = folder + "/" + name
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_size > Self.sizeLimit {
            // A move that fails leaves a long log behind: no reason not to start.
            _ = unsafe rename(path, path + ".1")
        }
        descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogFileError(path: path, reason: unsafe String(cString: strerror(errno))) }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Appends a line.
    public func append(_ line: String) {
        var bytes = Array(line.utf8)
        bytes.append(UInt8(ascii: "\n"))
        lock.withLock { _ in
            while !bytes.isEmpty {
                let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
                // A full disk costs log lines, never the console.
                guard written > 0 else { return }
                bytes.removeFirst(written)
            }
        }
    }

    private static func makeFolder(_ folder: String) throws(LogFileError) {
        var path = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            path += part
            if !path.isEmpty, unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
                throw LogFileError(path: path, reason: unsafe String(cString: strerror(errno)))
            }
            path += "/"
        }
    }
}

/// Why the log cannot be written.
public struct LogFileError: Error, Sendable, Equatable {
    /// The file or folder that was refused.
    public let path: String
    /// The system's words.
    public let reason: String

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        "the log \(path) cannot be written: \(reason). Mend its permissions or set XDG_STATE_HOME to another folder."
    }
}
