import Glibc
import Venues

/// The socket of one accepted connection, with TLS above it or without; closed with this value.
struct PeerSocket: ~Copyable {
    private let descriptor: OwnedDescriptor
    private let session: TLSSession?

    /// The descriptor, for polling alone.
    var number: Int32 { descriptor.number }

    /// Takes over `descriptor` and the TLS session over it; none for plain text.
    init(_ descriptor: consuming OwnedDescriptor, _ session: consuming TLSSession?) {
        Self.sendAtOnce(descriptor.number)
        self.descriptor = descriptor
        self.session = session
    }

    /// Goes on with the TLS handshake; `.moved` means that it is over or not needed.
    func handshake() -> SocketStep {
        session?.handshake() ?? .moved(0)
    }

    /// Reads what is there.
    func read(into space: UnsafeMutableRawBufferPointer) -> SocketStep {
        if let step = unsafe session?.read(into: space) { return step }
        let count = unsafe recv(number, space.baseAddress, space.count, 0)
        if count > 0 { return .moved(count) }
        if count == 0 { return .ended }
        return SystemFailure.isPassing(errno) ? .wantsReading : .failed(SystemFailure.last)
    }

    /// Writes what the socket takes; `bytes` is not empty.
    func write(_ bytes: UnsafeRawBufferPointer) -> SocketStep {
        if let step = unsafe session?.write(bytes) { return step }
        let count = unsafe Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return .moved(count) }
        return SystemFailure.isPassing(errno) ? .wantsWriting : .failed(SystemFailure.last)
    }

    /// Tells the peer that nothing more comes; reading goes on.
    func endSending() {
        session?.endSending()
        // The only failure is a connection that the peer has ended already.
        _ = shutdown(number, Int32(SHUT_WR))
    }

    /// Makes the end that follows a reset: the peer gets an error, and bytes that are under way are lost.
    func resetAtEnd() {
        var setting = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(number, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
    }

    /// Frames are small and urgent: Nagle's algorithm would hold them back.
    private static func sendAtOnce(_ number: Int32) {
        var yes: Int32 = 1
        unsafe setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }
}
