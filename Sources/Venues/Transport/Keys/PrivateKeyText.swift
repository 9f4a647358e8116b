/// Reads an Ed25519 private key, as `openssl genpkey -algorithm ed25519` writes it, in the memory of a secret: nothing of
/// it comes into any other memory.
///
/// The text is PEM (RFC 7468), within it PKCS #8 (RFC 5958) with the key as RFC 8410 section 7 says.
enum PrivateKeyText {
    private static let dashes = Array("-----".utf8)
    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END PRIVATE KEY-----".utf8)
    private static let label = Array("PRIVATE KEY-----".utf8)

    /// How long a key is, and the length and the version that it begins with: alone, and with its public half behind it.
    private static let forms: [(length: Int, head: [UInt8])] = [
        (48, [0x30, 0x2E, 0x02, 0x01, 0x00]), (83, [0x30, 0x51, 0x02, 0x01, 0x01]),
    ]
    /// The algorithm 1.3.101.112 without parameters.
    private static let algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
    /// An octet string in an octet string: the 32 bytes of the key.
    private static let wrapping: [UInt8] = [0x04, 0x22, 0x04, 0x20]

    /// Whether a text of that kind begins at `range`.
    static func begins(_ page: UnsafeMutableRawBufferPointer, _ range: Range<Int>) -> Bool {
        unsafe starts(page, range, with: begin)
    }

    /// Where in the page the 32 bytes of the key stand, which are written over its letters.
    static func decode(
        _ page: UnsafeMutableRawBufferPointer,
        _ range: Range<Int>,
        _ path: String
    ) throws(KeyFileError) -> Range<Int> {
        let head = unsafe line(page, range)
        let kind = (head.lowerBound + begin.count)..<head.upperBound
        guard unsafe kind.count == label.count && starts(page, kind, with: label) else {
            throw KeyFileError(unsafe refusal(page, kind, path))
        }
        let letters = try unsafe compact(page, head.upperBound..<range.upperBound, path)
        guard let bytes = unsafe SecretBase64.decode(page, letters) else {
            throw KeyFileError("The private key in \(path) is damaged: copy its file again, whole.")
        }
        return try unsafe key(page, bytes, path)
    }

    // MARK: - PEM

    /// What to do with a text of another kind than ours.
    private static func refusal(
        _ page: UnsafeMutableRawBufferPointer,
        _ kind: Range<Int>,
        _ path: String
    ) -> String {
        let make = "make one with `openssl genpkey -algorithm ed25519`"
        if unsafe starts(page, kind, with: Array("ENCRYPTED ".utf8)) {
            return "The private key in \(path) is encrypted: write it without a password (openssl pkey)."
        }
        if unsafe starts(page, kind, with: Array("PUBLIC ".utf8)) {
            return "\(path) has the public half of a key, which the venue needs: write the private key there."
        }
        return "The private key in \(path) is no Ed25519 key in PKCS #8 (BEGIN PRIVATE KEY): \(make)."
    }

    /// Moves the letters of all lines up to the last one together.
    private static func compact(
        _ page: UnsafeMutableRawBufferPointer,
        _ range: Range<Int>,
        _ path: String
    ) throws(KeyFileError) -> Range<Int> {
        var target = range.lowerBound
        var rest = range
        while !rest.isEmpty {
            let next = unsafe line(page, rest)
            if unsafe starts(page, next, with: end) && next.count == end.count {
                return range.lowerBound..<target
            }
            for index in next {
                unsafe page[target] = unsafe page[index]
                target += 1
            }
            rest = min(next.upperBound + 1, rest.upperBound)..<rest.upperBound
        }
        throw KeyFileError("The private key in \(path) has no last line (END PRIVATE KEY): copy its file again, whole.")
    }

    /// The line at the start of `range`, without its end.
    private static func line(_ page: UnsafeMutableRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        let newline = range.first { unsafe page[$0] == UInt8(ascii: "\n") } ?? range.upperBound
        let hasReturn = unsafe newline > range.lowerBound && page[newline - 1] == UInt8(ascii: "\r")
        // A carriage return is the start of the next line, where `compact` would take it for a letter.
        if hasReturn { unsafe page[newline - 1] = UInt8(ascii: "\n") }
        return range.lowerBound..<(hasReturn ? newline - 1 : newline)
    }

    // MARK: - PKCS #8

    private static func key(
        _ page: UnsafeMutableRawBufferPointer,
        _ bytes: Range<Int>,
        _ path: String
    ) throws(KeyFileError) -> Range<Int> {
        for (length, head) in forms where bytes.count == length {
            if unsafe starts(page, bytes, with: head + algorithm + wrapping) {
                let first = bytes.lowerBound + head.count + algorithm.count + wrapping.count
                return first..<(first + Ed25519Signer.keyLength)
            }
        }
        throw KeyFileError(
            "The private key in \(path) is no Ed25519 key: make one with `openssl genpkey -algorithm ed25519`."
        )
    }

    private static func starts(
        _ page: UnsafeMutableRawBufferPointer,
        _ range: Range<Int>,
        with bytes: [UInt8]
    ) -> Bool {
        unsafe range.count >= bytes.count && page[range].starts(with: bytes)
    }
}
