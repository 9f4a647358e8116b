public import Books

/// What ``FeedLinks`` wants done: market events for the trader, and acts for the connections.
public struct LinkEffects: Sendable {
    /// What a connection is told, or the log.
    public enum Act: Sendable, Equatable {
        /// Begin to connect.
        case start(LinkID)
        /// Give the connection up for good: the other one has taken over.
        case retire(LinkID)
        /// Give the connection up and make another: the other one covers the time between.
        case renew(LinkID)
        /// Fetch the book anew.
        case resync(LinkID, ResyncReason)
        /// Write this sentence to the log.
        case note(String)
    }

    /// Market events in order.
    public var market = MarketBatch()
    /// Acts in order.
    public var acts: [Act] = []

    /// No effects yet.
    public init() {}

    /// Forgets all effects and keeps the memory.
    public mutating func removeAll() {
        market.removeAll()
        acts.removeAll(keepingCapacity: true)
    }
}
