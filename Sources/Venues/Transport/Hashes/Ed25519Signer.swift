import COpenSSL
public import Venues

/// Signs requests by an Ed25519 private key (RFC 8032), which stays in its ``Secret`` and in OpenSSL's key.
// @unchecked: the key is never changed after it is made, and signing only reads it.
@safe
public final class Ed25519Signer: RequestSigner, @unchecked Sendable {
    /// The bytes of a private key, and of a public one.
    public static let keyLength = 32
    private static let signatureLength = 64

    /// The name that the venue has given to the public half.
    public let key: String
    /// A signature.
    public let kind = SignatureKind.ed25519

    private let secret: Secret
    private let privateKey: OpaquePointer

    /// A signer with a key's name and its 32 private bytes.
    public init(key: String, secret: Secret) throws(KeyFileError) {
        let privateKey = unsafe secret.withBytes { bytes in
            unsafe EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519,
                nil,
                bytes.bindMemory(to: UInt8.self).baseAddress,
                bytes.count
            )
        }
        guard let privateKey = unsafe privateKey else {
            throw KeyFileError("An Ed25519 private key has \(Self.keyLength) bytes, not \(secret.count).")
        }
        self.key = key
        self.secret = secret
        unsafe self.privateKey = privateKey
    }

    deinit {
        // It erases its copy of the key.
        unsafe EVP_PKEY_free(privateKey)
    }

    public func authenticate(_ message: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("OpenSSL cannot sign: there is no memory")
        }
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Self.signatureLength)
        var length = signature.count
        let isDone =
            unsafe EVP_DigestSignInit(context, nil, nil, nil, privateKey) == 1
            && EVP_DigestSign(context, &signature, &length, message, message.count) == 1
        precondition(isDone && length == Self.signatureLength, "OpenSSL's Ed25519 failed")
        return signature
    }

    public func sha256(_ message: [UInt8]) -> [UInt8] {
        SHA256.digest(message)
    }
}
