import Glibc

/// Whole files that are read or written at once.
enum TextFile {
    /// Larger ones are refused: none of ours comes near.
    private static let limit = 256 << 20

    /// The text in the file at `path`.
    static func read(_ path: String) throws(StartError) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StartError("\(path) cannot be read: \(ErrorNumber.text(errno))") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var batch = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(descriptor, &batch, batch.count)
            guard count >= 0 else { throw StartError("\(path) cannot be read: \(ErrorNumber.text(errno))") }
            if count == 0 { break }
            bytes += batch[..<count]
            guard bytes.count <= limit else {
                throw StartError("\(path) has more than \(limit >> 20) MiB: is it the right file?")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw StartError("\(path) is no text") }
        return text
    }

    /// Writes `text` to `path`; the old file stays whole until the new one is.
    static func write(_ text: String, to path: String) throws(StartError) {
        let draft = path + ".part"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StartError("\(path) cannot be written: \(ErrorNumber.text(errno)). Choose another path.")
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                close(descriptor)
                throw StartError("\(path) cannot be written whole: \(ErrorNumber.text(errno))")
            }
            rest = rest.dropFirst(count)
        }
        close(descriptor)
        guard unsafe rename(draft, path) == 0 else {
            throw StartError("\(path) cannot be written: \(ErrorNumber.text(errno))")
        }
    }
}
