/// The hashes that a protocol asks for, computed by a library outside the pure core.
public protocol Digests: Sendable {
    /// The 20 bytes of the SHA-1 hash of `bytes`, which the WebSocket handshake asks for (RFC 6455 section 1.3).
    func sha1(_ bytes: [UInt8]) -> [UInt8]
}
