import Glibc

/// A TCP port of this machine that a test listens at.
public final class LoopbackListener {
    /// The port, chosen by the system.
    public let port: UInt16
    private let descriptor: Int32

    /// Listens at a free port.
    public init() throws(LoopbackError) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withLoopbackAddress(port: 0) { unsafe bind(descriptor, $0, $1) } == 0
        let isListening = isBound && listen(descriptor, 16) == 0
        let isNamed = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isListening, isNamed == 0 else { throw LoopbackError("listen", errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Waits, at most ten seconds, for somebody to connect.
    public func accept() throws(LoopbackError) -> LoopbackSocket {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, 10_000) == 1 else { throw LoopbackError("poll", errno) }
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0, fcntl(connection, F_SETFD, FD_CLOEXEC) == 0 else {
            throw LoopbackError("accept", errno)
        }
        return try LoopbackSocket(connection)
    }
}
