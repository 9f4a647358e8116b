public import Books

/// The times of fresh connections to one endpoint.
///
/// The first one is reported apart: it pays for a cold resolver and cold caches.
public struct ConnectRecord: Sendable {
    /// The times of one connection.
    public struct Times: Sendable, Hashable {
        /// Looking up the address.
        public let lookup: TimeSpan
        /// The TCP handshake.
        public let connect: TimeSpan
        /// The TLS handshake.
        public let handshake: TimeSpan

        /// The times of the three steps.
        public init(lookup: TimeSpan, connect: TimeSpan, handshake: TimeSpan) {
            self.lookup = lookup
            self.connect = connect
            self.handshake = handshake
        }
    }

    /// All connections in order; nil for one that failed.
    public private(set) var attempts: [Times?] = []

    /// No connection yet.
    public init() {}

    /// Takes in how a connection came about, nil where it did not.
    public mutating func take(_ connection: Times?) {
        attempts.append(connection)
    }
}
