import Venues

/// A trading request that has been read and let in.
struct KrakenCall: Sendable {
    /// Where it came from.
    let origin: Origin
    /// What it asks.
    let method: KrakenMethod
    /// With which parameters.
    let parameters: KrakenParameters
    /// Whose it is.
    let account: Int

    /// Where a request came from.
    enum Origin: Sendable {
        /// An HTTP request.
        case rest(ConnectionID)
        /// The WebSocket, with the client's mark.
        case socket(ConnectionID, mark: JSONValue?)

        /// The connection.
        var client: ConnectionID {
            switch self {
            case .rest(let client), .socket(let client, _): client
            }
        }
    }
}
