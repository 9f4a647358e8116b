import Recording
import Transport

/// A SHA-256 over bytes that come piece by piece, by OpenSSL.
final class OpenSSLRollingDigest: RollingDigest {
    private var hash: SHA256? = SHA256()

    func update(_ bytes: Span<UInt8>) {
        hash?.update(bytes)
    }

    func finish() -> String {
        guard let hash = hash.take() else { return "" }
        return Self.text(hash.finish())
    }

    /// Bytes as hexadecimal text.
    private static func text(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
