/// The hashes and the test of signatures that venues need, computed by a library outside the pure core.
public protocol MessageDigests: Sendable {
    /// The 32 bytes of the SHA-256 hash of `bytes` (FIPS 180-4).
    func sha256(_ bytes: [UInt8]) -> [UInt8]

    /// The 32 bytes of the HMAC of `bytes` under `key`, with SHA-256 (RFC 2104).
    func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]

    /// The 64 bytes of the HMAC of `bytes` under `key`, with SHA-512 (RFC 2104).
    func hmacSHA512(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]

    /// Whether `signature` is that of `bytes` by the private half of the 32 bytes of `publicKey` (Ed25519, RFC 8032).
    func isEd25519(_ signature: [UInt8], of bytes: [UInt8], publicKey: [UInt8]) -> Bool
}
