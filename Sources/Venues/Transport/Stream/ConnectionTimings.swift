public import Books

/// How long the steps of opening a connection took.
public struct ConnectionTimings: Sendable, Equatable {
    /// Looking up the host's address.
    public let nameLookup: TimeSpan
    /// The TCP handshake: one round trip to the peer.
    public let connect: TimeSpan
    /// The TLS handshake; zero for plain text.
    public let handshake: TimeSpan

    /// Timings of the three steps.
    public init(nameLookup: TimeSpan, connect: TimeSpan, handshake: TimeSpan) {
        self.nameLookup = nameLookup
        self.connect = connect
        self.handshake = handshake
    }
}
