public import Books

/// Whether the machine that answers an endpoint's connections is the one that answers its requests.
public struct EdgeVerdict: Sendable, Hashable {
    /// The verdict itself.
    public enum Place: String, Sendable {
        /// An edge answers: its distance says nothing of the exchange's.
        case edge
        /// Nothing stands between that could be found: its distance is that of the exchange's own front.
        case origin
        /// The evidence does not decide.
        case unknown
    }

    /// Edge, origin or unknown.
    public let place: Place
    /// Why, a sentence each.
    public let reasons: [String]
    /// The least time that requests travel behind the machine that speaks TLS, and the answer takes to be made.
    public let behindAtLeast: TimeSpan?
    /// The most that it can be.
    public let behindAtMost: TimeSpan?

    /// A verdict with all its parts.
    public init(place: Place, reasons: [String], behindAtLeast: TimeSpan?, behindAtMost: TimeSpan?) {
        self.place = place
        self.reasons = reasons
        self.behindAtLeast = behindAtLeast
        self.behindAtMost = behindAtMost
    }

    /// How much longer than a TLS handshake a request has to take to prove an edge by time alone.
    ///
    /// Venues answer a question for the time within a fraction of a millisecond, and a handshake takes longer than its
    /// one round trip by the cryptography of both sides, so that a path without an edge has a gap below zero.
    static let proof = TimeSpan(nanoseconds: 500_000)
    /// A request that takes no longer than this beyond a TCP handshake has no room for a way behind.
    static let nothing = TimeSpan(nanoseconds: 500_000)
    /// What the cryptography of a handshake takes at most, on both sides together.
    static let cryptography = TimeSpan.milliseconds(4)
    /// With fewer of each the least one is not yet the path's.
    static let leastSamples = 5
}
