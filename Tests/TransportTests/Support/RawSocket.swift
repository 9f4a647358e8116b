import Glibc
import Testing

/// A blocking loopback socket without any of the product's code around it: the other end in tests.
final class RawSocket: Sendable {
    let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// A listener on a free port; it accepts nothing by itself.
    static func listening() throws -> (socket: RawSocket, port: UInt16) {
        let socket = RawSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        try #require(socket.descriptor >= 0)
        var name = loopback(port: 0)
        try #require(unsafe withAddress(&name) { unsafe Glibc.bind(socket.descriptor, $0, $1) } == 0)
        try #require(Glibc.listen(socket.descriptor, 8) == 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try #require(
            unsafe withAddress(&name) { address, _ in unsafe getsockname(socket.descriptor, address, &length) } == 0
        )
        return (socket, UInt16(bigEndian: name.sin_port))
    }

    /// A port on which nothing listens.
    static func deadPort() throws -> UInt16 {
        try listening().port
    }

    /// Nobody listens, or nobody does any more.
    struct Refusal: Error {}

    /// A connection to `port`.
    static func connected(to port: UInt16) throws -> RawSocket {
        let socket = RawSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        try #require(socket.descriptor >= 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        try #require(unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size) == 0)
        var name = loopback(port: port)
        guard unsafe withAddress(&name, { unsafe Glibc.connect(socket.descriptor, $0, $1) }) == 0 else {
            throw Refusal()
        }
        return socket
    }

    /// Waits for a connection and takes it.
    func accept() throws -> RawSocket {
        let accepted = RawSocket(Glibc.accept(descriptor, nil, nil))
        try #require(accepted.descriptor >= 0)
        return accepted
    }

    /// Writes all of `bytes`.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Refusal() }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the peer ends its side; nil if the connection is reset.
    func receiveAll() -> [UInt8]? {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe recv(descriptor, &piece, piece.count, 0)
            if count == 0 { return all }
            if count < 0 { return nil }
            all += piece[..<count]
        }
    }

    /// Reads until an empty line has come.
    func receiveHead() throws {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            try #require(unsafe recv(descriptor, &byte, 1, 0) == 1)
            head.append(byte)
        }
    }

    /// Makes further connections be refused.
    func stopListening() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Ends the own side and leaves the other one open.
    func endSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the coming end a reset.
    func resetAtEnd() {
        var setting = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return name
    }

    private static func withAddress(
        _ name: inout sockaddr_in,
        _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeMutablePointer(to: &name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
