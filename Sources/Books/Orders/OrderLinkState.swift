/// Where the way for orders to a venue stands.
public enum OrderLinkState: Sendable, Hashable {
    /// A connection is being made, or a key shown.
    case connecting
    /// The private stream is up and is heard: evidence comes, orders may be sent.
    case ready
    /// No connection; the next attempt is due at the given time.
    case down(DownReason, attempt: Int, retryAt: MonotonicTime)
    /// The venue wants no request until then.
    case barred(until: MonotonicTime)
    /// The venue refuses our key, in these words: nothing is tried again until a person asks for it.
    case refused(String)

    /// Whether the venue may be asked something, if only by requests beside the private stream.
    public var isReachable: Bool {
        switch self {
        case .connecting, .ready, .down: true
        case .barred, .refused: false
        }
    }

    /// Whether orders may be sent.
    public var isReady: Bool { self == .ready }
}
