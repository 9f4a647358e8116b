public import Books

/// The tag of our order names: the first 32 bits of HMAC-SHA256 with the installation's key.
///
/// An order that is found at a venue is known as ours by it, even where the journal is lost.
public struct InstallTagging: OrderTagging {
    private let inner: [UInt8]
    private let outer: [UInt8]
    private let digest: JournalDigest

    /// The tagging with a key of at most 64 bytes.
    public init(key: [UInt8], digest: @escaping JournalDigest) {
        // RFC 2104 section 2, for the block of 64 bytes that SHA-256 has.
        precondition(key.count <= Self.blockLength, "a key of \(key.count) bytes has to be hashed first")
        let padded = key + [UInt8](repeating: 0, count: Self.blockLength - key.count)
        inner = padded.map { $0 ^ 0x36 }
        outer = padded.map { $0 ^ 0x5C }
        self.digest = digest
    }

    public func tag(_ digits: [UInt8]) -> UInt32 {
        digest(outer + digest(inner + digits)).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static let blockLength = 64
}
