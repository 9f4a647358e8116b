public import Books

/// How a venue bounds the life of a request.
public struct FenceRule: Sendable, Hashable {
    /// How long after our stamp the venue still takes a new order: we choose it and the venue enforces it.
    public let window: TimeSpan
    /// How much longer the venue may wait for its engine before it answers that it does not know.
    public let engineWait: TimeSpan

    /// A rule of a venue.
    public init(window: TimeSpan, engineWait: TimeSpan) {
        self.window = window
        self.engineWait = engineWait
    }

    /// Checked again by the venue just before the engine (Binance `recvWindow`, whose API then waits up to 10 s).
    public static let receiveWindow = FenceRule(window: .seconds(2), engineWait: .seconds(10))
    /// Enforced by the engine itself (Kraken `deadline`).
    ///
    /// A quarter of a second shorter than the others, so that with ``ExecutionBook/proofPause`` an absence is proved within
    /// four.
    public static let engineDeadline = FenceRule(window: .milliseconds(1_750), engineWait: .zero)
}
