import COpenSSL
import Venues

/// An X.509 certificate (RFC 5280), freed with this value.
// @unchecked: OpenSSL counts references atomically, and nothing changes a certificate once it is signed.
@safe
struct Certificate: ~Copyable, @unchecked Sendable {
    /// The certificate, for calls that borrow it.
    let handle: OpaquePointer

    /// An empty certificate of version 3.
    init() throws(TransportError) {
        guard let handle = unsafe X509_new() else { throw OpenSSLFailure.error("make a certificate") }
        unsafe self.handle = handle
        // The version is counted from zero.
        unsafe X509_set_version(handle, 2)
    }

    deinit {
        unsafe X509_free(handle)
    }

    /// The certificate as PEM text.
    func pem() throws(TransportError) -> [UInt8] {
        guard let memory = unsafe BIO_new(BIO_s_mem()) else { throw OpenSSLFailure.error("print a certificate") }
        defer { unsafe BIO_free(memory) }
        var bytes: UnsafeMutablePointer<CChar>?
        guard unsafe PEM_write_bio_X509(memory, handle) == 1,
            case let count = unsafe copenssl_memory_bytes(memory, &bytes), count > 0, let bytes = unsafe bytes
        else { throw OpenSSLFailure.error("print a certificate") }
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
