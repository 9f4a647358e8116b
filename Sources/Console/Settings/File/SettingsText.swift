import Glibc

/// Loads the text of a settings file.
enum SettingsText {
    /// No settings are larger; what is larger is some other file.
    static let longest = 1 << 20

    /// The text of the file at `path`.
    static func load(_ path: String) throws(SettingsError) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure("cannot be opened: \(reason(errno))", path) }
        defer { close(descriptor) }
        let bytes = try read(descriptor, path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let position = firstInvalid(bytes)
            throw SettingsError([
                SettingsProblem(
                    file: path,
                    position: position,
                    message: "is not UTF-8 text here; save the file as UTF-8",
                    suggestion: nil
                )
            ])
        }
        return text
    }

    private static func read(_ descriptor: Int32, _ path: String) throws(SettingsError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= longest {
            let count = unsafe chunk.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("cannot be read: \(reason(errno))", path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw failure("is larger than \(longest) bytes, which no settings file is", path)
    }

    private static func failure(_ message: String, _ path: String) -> SettingsError {
        SettingsError([SettingsProblem(file: path, position: nil, message: message, suggestion: nil)])
    }

    private static func reason(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }

    /// Where the first bytes are that are no UTF-8.
    private static func firstInvalid(_ bytes: [UInt8]) -> SettingsPosition {
        var (line, column) = (1, 1)
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&rest) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return SettingsPosition(line: line, column: column)
    }
}
