/// How much of a WebSocket connection's memory a peer may claim, and how long our own frames are.
public struct WebSocketLimits: Sendable, Equatable {
    /// The longest message that is accepted, over all of its fragments.
    ///
    /// A longer one is a violation as soon as a frame header announces it.
    public let maximumMessageBytes: Int
    /// The longest payload of a data frame that we send; a longer message is sent as several frames.
    public let maximumFrameBytes: Int

    /// Limits; both at least 1.
    ///
    /// The default for messages is above the longest that the supported venues send, a full-depth snapshot.
    public init(maximumMessageBytes: Int = 16 << 20, maximumFrameBytes: Int = .max) {
        // The upper bound keeps every sum of a frame header's numbers far from overflow.
        precondition((1...1 << 40).contains(maximumMessageBytes), "a message limit of \(maximumMessageBytes) bytes")
        precondition(maximumFrameBytes >= 1, "a frame limit of \(maximumFrameBytes) bytes")
        self.maximumMessageBytes = maximumMessageBytes
        self.maximumFrameBytes = maximumFrameBytes
    }
}
