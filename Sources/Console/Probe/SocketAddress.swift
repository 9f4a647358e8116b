import Glibc

/// An IPv4 address with a port, as the system takes it.
struct SocketAddress {
    private var address: sockaddr_in

    /// The address that `host` writes in four numbers; nil for anything else.
    init?(_ host: String, port: UInt16) {
        address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
    }

    /// Connects `socket` to it; false where that fails at once.
    func connect(_ socket: Int32) -> Bool {
        unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
