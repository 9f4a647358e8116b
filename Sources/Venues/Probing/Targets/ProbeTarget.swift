public import Books
public import Venues

/// One endpoint of a venue and what is measured there.
public struct ProbeTarget: Sendable, Hashable {
    /// How it is spoken to.
    public enum Form: String, Sendable {
        /// Requests and answers over HTTP/1.1.
        case rest
        /// A WebSocket.
        case socket
    }

    /// Whose it is.
    public let venue: ProbeVenue
    /// What it is called in reports: `rest`, `stream`, `orders`.
    public let role: String
    /// How it is spoken to.
    public let form: Form
    /// Where it is.
    public let endpoint: Endpoint
    /// The least time between two questions of one kind that the venue's limits allow.
    public let leastSpacing: TimeSpan
    /// The least time between two fresh connections that the venue's limits allow.
    public let connectSpacing: TimeSpan

    /// A target with all its parts.
    public init(
        venue: ProbeVenue,
        role: String,
        form: Form,
        endpoint: Endpoint,
        leastSpacing: TimeSpan,
        connectSpacing: TimeSpan
    ) {
        self.venue = venue
        self.role = role
        self.form = form
        self.endpoint = endpoint
        self.leastSpacing = leastSpacing
        self.connectSpacing = connectSpacing
    }

    /// `binance stream stream.binance.com:9443`.
    public var name: String { "\(venue.rawValue) \(role) \(endpoint.authority)" }

    /// The same at another host, for an exchange of one's own or a host that the table lacks.
    ///
    /// A loopback address is ours, and nobody limits how often it is asked, but for Binance's messages over a WebSocket:
    /// five a second are part of its protocol, and simulated ones keep to that.
    public func moved(toHost host: String, port: UInt16, isSecure: Bool = true) -> ProbeTarget? {
        guard let moved = Endpoint(host: host, port: port, isSecure: isSecure, path: endpoint.path) else { return nil }
        let isOurs = Endpoint.isLoopback(host)
        let isCounted = venue == .binance && form == .socket
        return ProbeTarget(
            venue: venue,
            role: role,
            form: form,
            endpoint: moved,
            leastSpacing: isOurs && !isCounted ? .milliseconds(1) : leastSpacing,
            connectSpacing: isOurs ? .milliseconds(250) : connectSpacing
        )
    }
}
