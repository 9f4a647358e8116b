/// Which of this machine's own addresses a server listens on; there is no way to name another.
public enum LoopbackAddress: Sendable, Hashable {
    /// 127.0.0.1.
    case ipv4
    /// ::1.
    case ipv6

    /// The address as text.
    public var text: String {
        switch self {
        case .ipv4: "127.0.0.1"
        case .ipv6: "::1"
        }
    }
}
