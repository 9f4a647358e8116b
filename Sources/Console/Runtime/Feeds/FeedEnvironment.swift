public import Logging
public import Threads
public import Venues

/// What a feed needs from outside, given to it by the composition root.
public struct FeedEnvironment: Sendable {
    /// Makes the feed's door to the network; called on the feed's own thread with its wake descriptor.
    public let makePort: @Sendable (WakeDescriptor) -> any StreamPort
    /// The REST client that all feeds share.
    public let rest: any RESTClient
    /// Hashes for the WebSocket handshake.
    public let digests: any Digests
    /// 64 random bits, for keys, masks and jitter.
    public let random: @Sendable () -> UInt64
    /// Where the feed writes what happened.
    public let logger: Logger
    /// Who hears all that passes between the feed and its venue; nil while nobody records.
    public let tap: (any FeedTap)?

    /// An environment with all its parts.
    public init(
        makePort: @escaping @Sendable (WakeDescriptor) -> any StreamPort,
        rest: any RESTClient,
        digests: any Digests,
        random: @escaping @Sendable () -> UInt64,
        logger: Logger,
        tap: (any FeedTap)? = nil
    ) {
        self.makePort = makePort
        self.rest = rest
        self.digests = digests
        self.random = random
        self.logger = logger
        self.tap = tap
    }
}
