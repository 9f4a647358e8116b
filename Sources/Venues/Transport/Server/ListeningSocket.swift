import CLinux
import Glibc
import Venues

/// A TCP socket that takes connections on a loopback address, closed with this value.
struct ListeningSocket: ~Copyable {
    /// The port, also where any free one was asked for.
    let port: UInt16
    private let descriptor: OwnedDescriptor

    /// The descriptor, for polling alone.
    var number: Int32 { descriptor.number }

    private init(_ descriptor: consuming OwnedDescriptor, port: UInt16) {
        self.descriptor = descriptor
        self.port = port
    }

    /// Listens on `port` of `address`; 0 asks for any free one.
    static func open(_ address: LoopbackAddress, port: UInt16) throws(TransportError) -> ListeningSocket {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let number = socket(address == .ipv4 ? AF_INET : AF_INET6, kind, 0)
        guard number >= 0 else { throw failure(errno, address, port) }
        let descriptor = OwnedDescriptor(number)
        // A port whose last connections still linger may be taken again; one that is listened on may not.
        var yes: Int32 = 1
        unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(number, address, port) == 0, listen(number, SOMAXCONN) == 0 else {
            throw failure(errno, address, port)
        }
        return ListeningSocket(descriptor, port: try boundPort(of: number, address))
    }

    /// The next connection that waits, or the error number that says why there is none.
    func accept() -> Result<Int32, AcceptFailure> {
        let number = clinux_accept(descriptor.number)
        return number >= 0 ? .success(number) : .failure(AcceptFailure(number: errno))
    }

    /// Why no connection was taken.
    struct AcceptFailure: Error {
        /// The system's error number.
        let number: Int32
    }

    private static func bind(_ number: Int32, _ address: LoopbackAddress, _ port: UInt16) -> Int32 {
        switch address {
        case .ipv4:
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return unsafe withUnsafePointer(to: &name) { name in
                unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .ipv6:
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            name.sin6_addr = in6addr_loopback
            return unsafe withUnsafePointer(to: &name) { name in
                unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
    }

    /// `sin_port` and `sin6_port` lie at the same place (RFC 3493 section 3.3), so one form reads both.
    private static func boundPort(of number: Int32, _ address: LoopbackAddress) throws(TransportError) -> UInt16 {
        var name = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = unsafe withUnsafeMutablePointer(to: &name) { name in
            unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(number, $0, &length)
            }
        }
        guard result == 0 else { throw failure(errno, address, 0) }
        return UInt16(bigEndian: name.sin6_port)
    }

    private static func failure(_ number: Int32, _ address: LoopbackAddress, _ port: UInt16) -> TransportError {
        switch number {
        case EADDRINUSE:
            TransportError(
                .misuse,
                "Port \(port) of \(address.text) is in use: stop the program that listens there, or take another port."
            )
        case EACCES:
            TransportError(.misuse, "Port \(port) is reserved for the administrator: take one above 1023.")
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            TransportError(
                .misuse,
                "This machine has no address \(address.text): listen on the other loopback address."
            )
        default:
            TransportError(
                .misuse,
                "Port \(port) of \(address.text) cannot be listened on: \(SystemFailure.text(number))."
            )
        }
    }
}
