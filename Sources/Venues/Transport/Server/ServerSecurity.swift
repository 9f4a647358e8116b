/// Whether a server speaks TLS.
public enum ServerSecurity: Sendable {
    /// Plain text; it never leaves this machine.
    case plain
    /// TLS 1.2 or 1.3, proven by an identity.
    case tls(ServerIdentity)
}
