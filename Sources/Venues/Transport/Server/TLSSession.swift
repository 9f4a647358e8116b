import COpenSSL
import Venues

/// The TLS of one connection in the server's role, freed with this value.
@safe
struct TLSSession: ~Copyable {
    private let handle: OpaquePointer

    /// Takes over `handle`.
    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    /// The session, put over the non-blocking socket `descriptor`.
    consuming func attached(to descriptor: Int32) throws(TransportError) -> TLSSession {
        guard unsafe SSL_set_fd(handle, descriptor) == 1 else { throw OpenSSLFailure.error("begin a TLS session") }
        unsafe SSL_set_accept_state(handle)
        return self
    }

    deinit {
        unsafe SSL_free(handle)
    }

    /// Goes on with the handshake; `.moved` means that it is over.
    func handshake() -> SocketStep {
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(handle)
        return result == 1 ? .moved(0) : step(after: result)
    }

    /// Reads what is there.
    func read(into space: UnsafeMutableRawBufferPointer) -> SocketStep {
        ERR_clear_error()
        var count = 0
        let result = unsafe SSL_read_ex(handle, space.baseAddress, space.count, &count)
        return result == 1 ? .moved(count) : step(after: result)
    }

    /// Writes what the socket takes; `bytes` is not empty.
    func write(_ bytes: UnsafeRawBufferPointer) -> SocketStep {
        ERR_clear_error()
        var count = 0
        let result = unsafe SSL_write_ex(handle, bytes.baseAddress, bytes.count, &count)
        return result == 1 ? .moved(count) : step(after: result)
    }

    /// Tells the peer that nothing more comes (close_notify, RFC 8446 section 6.1).
    func endSending() {
        ERR_clear_error()
        // Where the socket takes nothing now, the peer sees an unannounced end instead: nothing is lost by that.
        _ = unsafe SSL_shutdown(handle)
    }

    private func step(after result: Int32) -> SocketStep {
        switch unsafe SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ: .wantsReading
        case SSL_ERROR_WANT_WRITE: .wantsWriting
        case SSL_ERROR_ZERO_RETURN: .ended
        case SSL_ERROR_SYSCALL: .failed(SystemFailure.last)
        default: .failed(OpenSSLFailure.takeText())
        }
    }
}
