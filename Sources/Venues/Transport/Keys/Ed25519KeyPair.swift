import COpenSSL
public import Venues

/// A new Ed25519 key that is no secret to anybody, such as that of a simulated exchange's account.
public struct Ed25519KeyPair: Sendable {
    /// The 32 bytes of the public half.
    public let publicKey: [UInt8]
    /// The private half as a key file has it: PKCS #8 in PEM, whose last line ends.
    public let privateText: [UInt8]

    /// A random key.
    public init() throws(TransportError) {
        guard let handle = unsafe copenssl_new_ed25519_key() else { throw OpenSSLFailure.error("make a key") }
        defer { unsafe EVP_PKEY_free(handle) }
        var publicKey = [UInt8](repeating: 0, count: Ed25519Signer.keyLength)
        var length = publicKey.count
        guard unsafe EVP_PKEY_get_raw_public_key(handle, &publicKey, &length) == 1, length == publicKey.count else {
            throw OpenSSLFailure.error("read a key")
        }
        guard let memory = unsafe BIO_new(BIO_s_mem()) else { throw OpenSSLFailure.error("print a key") }
        defer { unsafe BIO_free(memory) }
        var bytes: UnsafeMutablePointer<CChar>?
        guard unsafe PEM_write_bio_PKCS8PrivateKey(memory, handle, nil, nil, 0, nil, nil) == 1,
            case let count = unsafe copenssl_memory_bytes(memory, &bytes), count > 0, let bytes = unsafe bytes
        else { throw OpenSSLFailure.error("print a key") }
        self.publicKey = publicKey
        privateText = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
