import COpenSSL
public import Venues

/// Signs requests by OpenSSL's HMAC, with a secret that stays in its ``Secret``.
///
/// The context is keyed once and duplicated for each message (EVP_MAC_CTX_dup), which saves two of four hash blocks.
// @unchecked: the keyed context is never changed after it is made, and duplicating it only reads it.
@safe
public final class OpenSSLSigner: RequestSigner, @unchecked Sendable {
    /// The hash functions that venues ask for.
    public enum Hash: Sendable {
        /// Binance's.
        case sha256
        /// Kraken's.
        case sha512

        var name: String { self == .sha256 ? "SHA256" : "SHA512" }
        var byteCount: Int { self == .sha256 ? 32 : 64 }
    }

    /// The public half of the key.
    public let key: String
    /// A keyed hash.
    public let kind = SignatureKind.hmac

    private let secret: Secret
    private let hash: Hash
    private let template: OpaquePointer

    /// A signer with a key and its secret.
    public init(key: String, secret: Secret, hash: Hash) {
        let template = unsafe secret.withBytes { bytes in
            unsafe copenssl_new_hmac(hash.name, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        }
        guard let template = unsafe template else {
            preconditionFailure("OpenSSL has no HMAC: repair the package libssl3")
        }
        self.key = key
        self.secret = secret
        self.hash = hash
        unsafe self.template = template
    }

    deinit {
        // It erases its copy of the key.
        unsafe EVP_MAC_CTX_free(template)
    }

    public func authenticate(_ message: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MAC_CTX_dup(template) else {
            preconditionFailure("OpenSSL cannot duplicate an HMAC: there is no memory")
        }
        defer { unsafe EVP_MAC_CTX_free(context) }
        var result = [UInt8](repeating: 0, count: hash.byteCount)
        var length = 0
        let isDone =
            unsafe EVP_MAC_update(context, message, message.count) == 1
            && EVP_MAC_final(context, &result, &length, result.count) == 1
        precondition(isDone && length == hash.byteCount, "OpenSSL's HMAC failed")
        return result
    }

    public func sha256(_ message: [UInt8]) -> [UInt8] {
        SHA256.digest(message)
    }
}
