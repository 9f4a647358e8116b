import Glibc
import Transport
import Venues

/// What a sentinel is given at its start, through its pipe alone: never by arguments or environment, which others see.
///
/// A field is a line with its name and its length, then so many bytes.
struct SentinelHandover {
    /// The log that it writes to.
    let logFolder: String
    /// The journal's folder.
    let journal: String
    /// The venues and our accounts there.
    let places: VenuePlaces

    /// How long a field may be.
    private static let limit = 1 << 20

    // MARK: - Writing

    /// Writes it to a pipe; false if the pipe did not take it whole.
    func write(to descriptor: Int32) -> Bool {
        var isWritten =
            Self.put("log", Array(logFolder.utf8), descriptor) && Self.put("journal", Array(journal.utf8), descriptor)
            && Self.put("authority", places.authority, descriptor)
        for (host, key) in zip(places.hosts, places.keys) {
            isWritten =
                isWritten && Self.put("host", Array("\(host.host) \(host.port)".utf8), descriptor)
                && Self.put("kind", Array(key.kind.rawValue.utf8), descriptor)
                && Self.put("key", Array(key.key.utf8), descriptor)
                && Self.put(Array("secret \(key.secret.count)\n".utf8), descriptor) && key.secret.write(to: descriptor)
        }
        return isWritten && Self.put("begin", [], descriptor)
    }

    private static func put(_ name: String, _ value: [UInt8], _ descriptor: Int32) -> Bool {
        put(Array("\(name) \(value.count)\n".utf8) + value, descriptor)
    }

    private static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    }

    // MARK: - Reading

    /// Reads what a console has written; nil where that is not what comes.
    init?(from descriptor: Int32) {
        var texts: [String: String] = [:]
        var authority: [UInt8] = []
        var hosts: [Endpoint] = []
        var keys: [KeyFile.Contents] = []
        while let (name, count) = Self.header(descriptor), name != "begin" {
            if name == "secret" {
                guard let key = texts["key"], let kind = texts["kind"].flatMap(SignatureKind.init(rawValue:)),
                    let secret = Self.secret(descriptor, count)
                else { return nil }
                keys.append(KeyFile.Contents(key: key, secret: secret, kind: kind))
                continue
            }
            guard let value = Self.bytes(descriptor, count) else { return nil }
            let text = String(decoding: value, as: UTF8.self)
            texts[name] = text
            if name == "authority" { authority = value }
            if name == "host" {
                guard let host = Self.host(text) else { return nil }
                hosts.append(host)
            }
        }
        guard let logFolder = texts["log"], let journal = texts["journal"], !keys.isEmpty, keys.count == hosts.count
        else { return nil }
        self.init(
            logFolder: logFolder,
            journal: journal,
            places: VenuePlaces(hosts: hosts, authority: authority, keys: keys)
        )
    }

    init(logFolder: String, journal: String, places: VenuePlaces) {
        self.logFolder = logFolder
        self.journal = journal
        self.places = places
    }

    private static func header(_ descriptor: Int32) -> (name: String, count: Int)? {
        var line: [UInt8] = []
        while let byte = bytes(descriptor, 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
            if line.count > 64 { return nil }
        }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count == 2, let count = Int(words[1]), (0...limit).contains(count) else { return nil }
        return (words[0], count)
    }

    private static func bytes(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let part = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { return nil }
            filled += part
        }
        return bytes
    }

    private static func secret(_ descriptor: Int32, _ count: Int) -> Secret? {
        do throws(KeyFileError) {
            return try Secret(from: descriptor, count: count)
        } catch {
            return nil
        }
    }

    private static func host(_ text: String) -> Endpoint? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let port = UInt16(words[1]) else { return nil }
        return Endpoint(host: words[0], port: port, isSecure: true, path: "/")
    }
}
