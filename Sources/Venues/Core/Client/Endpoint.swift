/// Where a stream is opened: host, port and whether TLS protects it.
///
/// Plain text is allowed to loopback addresses alone; the initialiser refuses it for any other host, so a
/// configuration mistake cannot send keys or orders in the clear.
public struct Endpoint: Sendable, Hashable {
    /// The host name or address, as it is checked against the certificate.
    public let host: String
    /// The TCP port.
    public let port: UInt16
    /// Whether TLS is used.
    ///
    /// Always true but for loopback addresses.
    public let isSecure: Bool
    /// The path and query of the request, beginning with `/`.
    public let path: String

    /// An endpoint from its parts; `nil` where plain text would leave this machine.
    public init?(host: String, port: UInt16, isSecure: Bool, path: String) {
        guard isSecure || Self.isLoopback(host) else { return nil }
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.path = path
    }

    /// `host:port` as the `Host` header and messages to people have it.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether `host` is this machine by address, not merely by name: `localhost`, 127.0.0.0/8, `::1`.
    public static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in
            UInt8(part) != nil && part.allSatisfy { $0.isASCII && $0.isNumber }
        }
    }
}

extension Endpoint {
    /// The same host and port with another path.
    public func replacing(path: String) -> Endpoint? {
        Endpoint(host: host, port: port, isSecure: isSecure, path: path)
    }
}
