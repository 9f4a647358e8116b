import COpenSSL

/// SHA-256 over bytes that come piece by piece (FIPS 180-4).
@safe
public struct SHA256: ~Copyable {
    /// How many bytes a digest has.
    public static let byteCount = 32

    private let context: OpaquePointer

    /// A digest of nothing yet.
    public init() {
        guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("OpenSSL has no SHA-256: repair the package libssl3")
        }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Takes the next bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        precondition(result == 1, "EVP_DigestUpdate failed")
    }

    /// Takes the next bytes.
    public mutating func update(_ bytes: borrowing [UInt8]) {
        update(bytes.span)
    }

    /// The digest of all bytes taken.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        let result = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        precondition(result == 1, "EVP_DigestFinal_ex failed")
        return digest
    }

    /// The digest of `bytes`.
    public static func digest(_ bytes: borrowing [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}
