import CZlib
import Glibc

/// The decompressed bytes of a file, gzipped or not, by lines and by counts.
///
/// Safe to use: the handle is owned, never handed out, and closed exactly once.
@safe
struct ByteSource: ~Copyable {
    /// How a read ended.
    enum Outcome {
        /// What was asked for is there.
        case complete
        /// The file ended before anything of it came.
        case end
        /// The file ended in the middle of it.
        case cut
        /// The compression does not check.
        case damaged
    }

    private let file: gzFile
    private var buffer: [UInt8] = Array(repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    private var isDamaged = false
    private var isCut = false

    init(path: String) throws(RecordingError) {
        if let reason = Self.obstacle(path) { throw .cannotOpen(path: path, reason: reason) }
        guard let file = unsafe czlib_open(path) else {
            throw .cannotOpen(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        unsafe self.file = unsafe file
    }

    deinit {
        unsafe czlib_close(file)
    }

    /// Replaces `line` with the next line, without its LF or CR LF: a copy through Windows adds the CR.
    mutating func readLine(into line: inout [UInt8]) -> Outcome {
        line.removeAll(keepingCapacity: true)
        while true {
            if start == end, !fill() {
                let outcome = ending(hasBytes: !line.isEmpty, isLine: true)
                Self.dropCarriageReturn(&line)
                return outcome
            }
            var index = start
            while index < end, buffer[index] != UInt8(ascii: "\n") { index += 1 }
            line.append(contentsOf: buffer[start..<index])
            let isComplete = index < end
            start = isComplete ? index + 1 : index
            if isComplete {
                Self.dropCarriageReturn(&line)
                return .complete
            }
        }
    }

    private static func dropCarriageReturn(_ line: inout [UInt8]) {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
    }

    /// Replaces `bytes` with the next `count` bytes.
    mutating func read(_ count: Int, into bytes: inout [UInt8]) -> Outcome {
        bytes.removeAll(keepingCapacity: true)
        while bytes.count < count {
            if start == end, !fill() { return ending(hasBytes: !bytes.isEmpty, isLine: false) }
            let taken = min(count - bytes.count, end - start)
            bytes.append(contentsOf: buffer[start..<(start + taken)])
            start += taken
        }
        return .complete
    }

    private func ending(hasBytes: Bool, isLine: Bool) -> Outcome {
        if isDamaged { return .damaged }
        if isCut { return .cut }
        guard hasBytes else { return .end }
        // A last line without a newline is whole unless the compressed file itself was cut.
        return isLine ? .complete : .cut
    }

    private mutating func fill() -> Bool {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe czlib_read(file, bytes.baseAddress, UInt32(bytes.count))
        }
        let error = unsafe czlib_error(file)
        if error != 0 {
            isCut = error == czlib_truncated
            isDamaged = !isCut
        }
        start = 0
        end = max(0, Int(count))
        return end > 0
    }

    private static func obstacle(_ path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return unsafe String(cString: strerror(errno)) }
        return status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : nil
    }
}
