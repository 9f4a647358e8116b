/// The kinds of times that are measured at an endpoint.
public enum ProbeSeries: String, Sendable, CaseIterable {
    /// Looking up the host's address.
    case lookup = "dns"
    /// The TCP handshake.
    case connect = "tcp"
    /// The TLS handshake.
    case handshake = "tls"
    /// From asking for a WebSocket to having one.
    case upgrade
    /// A WebSocket ping frame and its pong, which an edge may answer.
    case ping
    /// A REST question for the time on a warm connection.
    case request = "rest"
    /// A question in the venue's own messages over a WebSocket, which its own machines answer.
    case question = "venue"
    /// An order with its acknowledgement.
    case order
    /// From the time that the venue stamps an event with to its arrival.
    case event

    /// Whether only the venue's own machines can answer.
    public var reachesVenue: Bool {
        switch self {
        case .request, .question, .order, .event: true
        case .lookup, .connect, .handshake, .upgrade, .ping: false
        }
    }
}
