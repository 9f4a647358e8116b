import Glibc

/// Says a sentence on standard error.
///
/// Written by `write(2)` at once: what is buffered is lost when a process traps.
enum StandardError {
    static func say(_ sentence: String) {
        var bytes = Array("rung: \(sentence)\n".utf8)
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            bytes.removeFirst(written)
        }
    }
}
