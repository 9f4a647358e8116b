import Glibc

/// A blocking TCP connection on this machine, for tests against peers that are programs of their own.
///
/// Every call fails after ten seconds, so that a peer that hangs fails its test.
public final class LoopbackSocket {
    private let descriptor: Int32
    private var batch = [UInt8](repeating: 0, count: 65536)

    /// Wraps a connected socket and closes it in the end.
    init(_ descriptor: Int32) throws(LoopbackError) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        let isLimited = [SO_RCVTIMEO, SO_SNDTIMEO].allSatisfy { option in
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, size) == 0
        }
        // Without it a short frame may wait 40 ms for the acknowledgement of the one before.
        var yes: Int32 = 1
        let isPrompt = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4) == 0
        guard isLimited, isPrompt else { throw LoopbackError("setsockopt", errno) }
    }

    /// Connects to `port` of this machine.
    public convenience init(port: UInt16) throws(LoopbackError) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        try self.init(descriptor)
        let result = unsafe withLoopbackAddress(port: port) { address, size in
            unsafe connect(descriptor, address, size)
        }
        guard result == 0 else { throw LoopbackError("connect", errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Sends all of `bytes`.
    public func send(_ bytes: [UInt8]) throws(LoopbackError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw LoopbackError("send", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more will be sent.
    public func finish() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Waits for bytes and appends them to `buffer`; false where the peer has closed the connection.
    public func receive(into buffer: inout [UInt8]) throws(LoopbackError) -> Bool {
        let count = unsafe batch.withUnsafeMutableBytes { batch in
            unsafe recv(descriptor, batch.baseAddress, batch.count, 0)
        }
        guard count >= 0 else { throw LoopbackError("recv", errno) }
        buffer.append(contentsOf: batch[..<count])
        return count > 0
    }
}

/// Hands `body` the address of `port` on this machine.
func withLoopbackAddress<Result>(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, size) }
    }
}
