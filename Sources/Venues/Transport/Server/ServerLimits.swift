public import Books

/// What a server grants its clients.
public struct ServerLimits: Sendable, Equatable {
    /// How many connections may be open at once; a further one is reset.
    public var connections = 64
    /// How long a client may take for the TLS handshake.
    public var handshake = TimeSpan.seconds(10)
    /// How many bytes may wait for a client that does not read, once in its outbox and once for its socket.
    public var queuedBytes = 1 << 20

    /// The limits that fit a simulated exchange.
    public init() {}
}
