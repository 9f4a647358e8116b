import COpenSSL
public import Venues

/// The digests that signatures are made of, and the test of Ed25519 signatures, by OpenSSL.
public struct OpenSSLMessageDigests: MessageDigests {
    /// The digests; nothing is kept between calls.
    public init() {}

    public func sha256(_ bytes: [UInt8]) -> [UInt8] {
        SHA256.digest(bytes)
    }

    public func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe authenticate(bytes, key, EVP_sha256(), length: 32)
    }

    public func hmacSHA512(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe authenticate(bytes, key, EVP_sha512(), length: 64)
    }

    public func isEd25519(_ signature: [UInt8], of bytes: [UInt8], publicKey: [UInt8]) -> Bool {
        guard
            let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count),
            let context = unsafe EVP_MD_CTX_new()
        else {
            // What has not the length of a key leaves an error in this thread's queue, which is nobody's to read.
            ERR_clear_error()
            return false
        }
        defer {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_PKEY_free(key)
            ERR_clear_error()
        }
        return unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }

    private func authenticate(
        _ bytes: [UInt8],
        _ key: [UInt8],
        _ hash: OpaquePointer?,
        length: Int
    ) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: length)
        var written: UInt32 = 0
        // An empty array may have no address, which OpenSSL takes for "the key of the call before" (HMAC(3)).
        let key = key.isEmpty ? [0] : key
        let result = unsafe HMAC(hash, key, Int32(key.count), bytes, bytes.count, &code, &written)
        precondition(unsafe result != nil && Int(written) == length, "OpenSSL cannot compute an HMAC: repair libssl3")
        return code
    }
}
