import Glibc
public import Venues

/// Reads a key of an account from a file that nobody else can read or replace: a line with the key, then its secret in one
/// line, or the Ed25519 private key that belongs to it as PEM.
///
/// The file must be a plain file and no link, be owned by the user whose program this is, be readable by nobody else (mode
/// 0600 or less), and lie in a directory that others cannot write to.
public enum KeyFile {
    /// A key and its secret.
    public struct Contents: Sendable {
        /// The public half.
        public let key: String
        /// The secret half.
        public let secret: Secret
        /// What is made with it.
        public let kind: SignatureKind

        /// A key with its secret, which of an Ed25519 key is its 32 bytes.
        public init(key: String, secret: Secret, kind: SignatureKind = .hmac) {
            self.key = key
            self.secret = secret
            self.kind = kind
        }

        /// What signs with it, where the venue's HMAC uses `hash`.
        public func signer(_ hash: OpenSSLSigner.Hash) throws(KeyFileError) -> any RequestSigner {
            switch kind {
            case .hmac: OpenSSLSigner(key: key, secret: secret, hash: hash)
            case .ed25519: try Ed25519Signer(key: key, secret: secret)
            }
        }
    }

    /// Reads the file at `path`; `isBase64` says that the venue's secrets are written in base64 and their bytes are meant.
    ///
    /// Such a venue (Kraken) has no Ed25519 keys.
    public static func read(_ path: String, isBase64: Bool) throws(KeyFileError) -> Contents {
        let descriptor = OwnedDescriptor(unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK))
        guard descriptor.number >= 0 else {
            let isLink = errno == ELOOP
            throw KeyFileError(
                isLink
                    ? "\(path) is a link: give the file itself." : "\(path) cannot be opened: \(SystemFailure.last)."
            )
        }
        try check(descriptor.number, path)
        try checkDirectory(of: path)
        var key = ""
        var kind = SignatureKind.hmac
        let number = descriptor.number
        let secret = try unsafe Secret { (page) throws(KeyFileError) in
            let count = try unsafe Self.fill(page, number, path)
            let (name, range) = try unsafe Self.lines(page, count, path)
            key = name
            if unsafe PrivateKeyText.begins(page, range) {
                guard !isBase64 else {
                    throw KeyFileError("\(path) has a private key, and this venue's keys have a secret in base64.")
                }
                kind = .ed25519
                return try unsafe PrivateKeyText.decode(page, range.lowerBound..<count, path)
            }
            guard unsafe page[range].allSatisfy({ Self.isKeyByte($0) }) else { throw Self.failure(path) }
            guard isBase64 else { return range }
            guard let decoded = unsafe SecretBase64.decode(page, range) else {
                throw KeyFileError("The secret in \(path) is not base64: copy it again from the venue's page.")
            }
            return decoded
        }
        return Contents(key: key, secret: secret, kind: kind)
    }

    // MARK: - Checks

    private static func check(_ descriptor: Int32, _ path: String) throws(KeyFileError) {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else {
            throw KeyFileError("\(path) cannot be looked at: \(SystemFailure.last).")
        }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw KeyFileError("\(path) is not a plain file.") }
        guard facts.st_uid == geteuid() else {
            throw KeyFileError("\(path) belongs to another user: make a file of your own (chown).")
        }
        guard facts.st_mode & 0o177 == 0 else {
            throw KeyFileError("\(path) can be read by others: chmod 600 \(path).")
        }
        guard facts.st_size <= Secret.capacity else { throw KeyFileError("\(path) is too long for a key.") }
    }

    private static func checkDirectory(of path: String) throws(KeyFileError) {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var facts = stat()
        guard unsafe stat(directory, &facts) == 0 else {
            throw KeyFileError("\(directory) cannot be looked at: \(SystemFailure.last).")
        }
        guard facts.st_mode & 0o022 == 0 else {
            throw KeyFileError("others can write to \(directory), and so replace the key: chmod go-w \(directory).")
        }
    }

    // MARK: - Reading

    private static func fill(
        _ page: UnsafeMutableRawBufferPointer,
        _ descriptor: Int32,
        _ path: String
    ) throws(KeyFileError) -> Int {
        var count = 0
        while count < page.count {
            let part = unsafe Glibc.read(descriptor, page.baseAddress?.advanced(by: count), page.count - count)
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else { throw KeyFileError("\(path) cannot be read: \(SystemFailure.last).") }
            if part == 0 { break }
            count += part
        }
        return count
    }

    /// The first line, and where the second one stands.
    private static func lines(
        _ page: UnsafeMutableRawBufferPointer,
        _ count: Int,
        _ path: String
    ) throws(KeyFileError) -> (key: String, secret: Range<Int>) {
        let newline = UInt8(ascii: "\n")
        let failure = failure(path)
        guard let end = (0..<count).first(where: { unsafe page[$0] == newline }) else { throw failure }
        let start = end + 1
        let stop = (start..<max(start, count)).first { unsafe page[$0] == newline } ?? count
        let bytes = unsafe page[..<end]
        guard unsafe !bytes.isEmpty, start < stop, unsafe bytes.allSatisfy({ isKeyByte($0) }) else { throw failure }
        return (unsafe String(decoding: bytes, as: UTF8.self), start..<stop)
    }

    private static func failure(_ path: String) -> KeyFileError {
        KeyFileError("\(path) must have two lines: the key, and its secret; or the key, and a private key (PEM).")
    }

    /// Printable ASCII without blanks, quotes and backslashes: it goes into messages as it is.
    private static func isKeyByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
