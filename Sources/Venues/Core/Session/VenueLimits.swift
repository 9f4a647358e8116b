public import Books

/// What this console has used up of a venue's limits, which count by address and not by connection.
///
/// Each connection to a venue keeps its own and tells the others: the later moment is always the true one.
public struct VenueLimits: Sendable, Equatable {
    /// When the bucket of connection attempts is full again.
    public var connectsFullAt = MonotonicTime(nanoseconds: .min / 2)
    /// Before this no snapshot is asked for.
    public var snapshotsFrom = MonotonicTime(nanoseconds: .min / 2)
    /// Before this nothing is asked for: the venue said so (HTTP 429).
    public var requestsFrom = MonotonicTime(nanoseconds: .min / 2)
    /// Before this not even a connection is tried: the venue has banned our address (HTTP 418), or said so where it
    /// refused one.
    public var bannedUntil = MonotonicTime(nanoseconds: .min / 2)

    /// Nothing is used up.
    public init() {}

    /// Takes over what another connection has used up.
    public mutating func join(_ other: VenueLimits) {
        connectsFullAt = max(connectsFullAt, other.connectsFullAt)
        snapshotsFrom = max(snapshotsFrom, other.snapshotsFrom)
        requestsFrom = max(requestsFrom, other.requestsFrom)
        bannedUntil = max(bannedUntil, other.bannedUntil)
    }
}
