import COpenSSL
import Venues

/// A private key on the curve P-256, freed with this value.
///
/// It is never written anywhere: there is no function that turns it into bytes.
// @unchecked: OpenSSL counts references atomically, and nothing changes a key once it is made.
@safe
struct PrivateKey: ~Copyable, @unchecked Sendable {
    /// The key, for calls that borrow it.
    let handle: OpaquePointer

    /// A new random key.
    init() throws(TransportError) {
        guard let handle = unsafe copenssl_new_p256_key() else { throw OpenSSLFailure.error("make a key") }
        unsafe self.handle = handle
    }

    deinit {
        unsafe EVP_PKEY_free(handle)
    }
}
