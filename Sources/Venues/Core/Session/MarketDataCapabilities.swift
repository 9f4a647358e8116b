public import Books

/// What a venue declares about its market data: nothing of it is guessed while running.
public struct MarketDataCapabilities: Sendable, Equatable {
    /// Where the first whole book comes from.
    public enum SnapshotSource: Sendable {
        /// On the stream itself.
        case inBand
        /// By REST, spliced into the stream by number.
        case restSplice
    }

    /// How a missing update is noticed.
    public enum Continuity: Sendable {
        /// Each update names the range of changes that it covers.
        case range
        /// Each update carries a checksum of the book after it.
        case checksum
    }

    /// Where the first whole book comes from.
    public let snapshotSource: SnapshotSource
    /// How a missing update is noticed.
    public let continuity: Continuity
    /// After how long without anything the book counts as stale.
    public let staleAfter: TimeSpan
    /// After how long without anything the connection counts as dead.
    public let deadAfter: TimeSpan
    /// The shortest time between two connection attempts that the venue's limits allow.
    public let connectSpacing: TimeSpan
    /// After how long a connection is replaced, because the venue ends it at a known age; nil where it does not.
    public let renewAfter: TimeSpan?
    /// The shortest time before an attempt that follows a halt of the whole venue.
    public let maintenancePause: TimeSpan

    /// Capabilities with all their parts.
    public init(
        snapshotSource: SnapshotSource,
        continuity: Continuity,
        staleAfter: TimeSpan,
        deadAfter: TimeSpan,
        connectSpacing: TimeSpan,
        renewAfter: TimeSpan? = nil,
        maintenancePause: TimeSpan = .zero
    ) {
        self.snapshotSource = snapshotSource
        self.continuity = continuity
        self.staleAfter = staleAfter
        self.deadAfter = deadAfter
        self.connectSpacing = connectSpacing
        self.renewAfter = renewAfter
        self.maintenancePause = maintenancePause
    }
}
