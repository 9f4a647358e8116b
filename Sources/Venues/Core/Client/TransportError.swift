public import Books

/// Why a connection or a request failed, with the check that failed and what a person can do about it.
public struct TransportError: Error, Sendable, Equatable {
    /// Which step failed.
    ///
    /// The reaction follows the step, never the text.
    public enum Step: Sendable, Equatable {
        /// The host name has no address.
        case nameLookup
        /// No TCP connection came about: refused, unreachable.
        case connect
        /// The certificate or the host name in it is not trusted.
        case certificate
        /// TLS failed for another reason than trust.
        case tls
        /// The peer did not answer in time.
        case timeout
        /// The peer broke HTTP or the WebSocket upgrade, or refused it.
        case http
        /// The connection broke while it was in use.
        case broken
        /// Our own side gave up: a stop was asked for.
        case cancelled
        /// The request as asked for cannot be made, whatever the network does.
        case misuse
    }

    /// Which step failed.
    public let step: Step
    /// One sentence for a person: the cause, and the remedy where there is one.
    public let message: String
    /// How long the peer wants to be left alone, if it said so.
    public let retryAfter: TimeSpan?
    /// The HTTP status that the peer refused with; nil where it did not refuse so.
    public let status: Int?

    /// A failure of `step`, told by `message`.
    public init(_ step: Step, _ message: String, retryAfter: TimeSpan? = nil, status: Int? = nil) {
        self.step = step
        self.message = message
        self.retryAfter = retryAfter
        self.status = status
    }

    /// How long no attempt is made, however much a person wants one; nil where the peer does not forbid any.
    ///
    /// A refusal for what we did (4xx) forbids for as long as it says; too many attempts (429) and a ban (418) also when
    /// they do not say how long. A venue that is overloaded (503) bans nobody: a person may try it again.
    public var ban: TimeSpan? {
        switch status {
        case 418?: retryAfter ?? .seconds(120)
        case 429?: retryAfter ?? .seconds(10)
        case .some(400...499): retryAfter
        default: nil
        }
    }

    /// The sentence behind the name of the check that failed, so that the check is what is read first.
    public var sentence: String {
        switch step {
        case .nameLookup: "DNS: \(message)"
        case .connect: "TCP: \(message)"
        case .certificate: "certificate: \(message)"
        case .tls: "TLS: \(message)"
        case .http: "HTTP: \(message)"
        case .timeout, .broken, .cancelled, .misuse: message
        }
    }
}
