import COpenSSL
import Venues

/// What the TLS sessions of one server have in common: its identity and its rules.
// @unchecked: OpenSSL locks what sessions share in a context; nothing sets an option after `init`.
@safe
struct TLSServerContext: ~Copyable, @unchecked Sendable {
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    /// The context of a server that proves itself with `identity`.
    static func make(_ identity: ServerIdentity) throws(TransportError) -> TLSServerContext {
        guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else { throw OpenSSLFailure.error("set up TLS") }
        let context = unsafe TLSServerContext(handle)
        // A queue that wraps round offers the rest of a write at another address and in smaller pieces.
        unsafe copenssl_set_mode(handle, Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        // One read from the socket instead of two a record; we read until nothing is left before we wait.
        unsafe copenssl_set_read_ahead(handle, 1)
        guard unsafe copenssl_set_least_version(handle, TLS1_2_VERSION) == 1,
            unsafe SSL_CTX_use_certificate(handle, identity.certificate.handle) == 1,
            unsafe SSL_CTX_use_PrivateKey(handle, identity.key.handle) == 1,
            unsafe SSL_CTX_check_private_key(handle) == 1
        else { throw OpenSSLFailure.error("use the server's certificate") }
        return context
    }

    deinit {
        unsafe SSL_CTX_free(handle)
    }

    /// A new session over the socket `descriptor`.
    func makeSession(over descriptor: Int32) throws(TransportError) -> TLSSession {
        guard let session = unsafe SSL_new(handle) else { throw OpenSSLFailure.error("begin a TLS session") }
        return try unsafe TLSSession(session).attached(to: descriptor)
    }
}
