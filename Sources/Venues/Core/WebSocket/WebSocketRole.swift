/// Which end of a WebSocket connection somebody is.
///
/// The codec is the same for both but for the masks: a client masks every frame, a server none
/// (RFC 6455 section 5.1).
public enum WebSocketRole: Sendable, Equatable {
    /// The end that opened the connection.
    case client
    /// The end that was connected to.
    case server

    /// The other end.
    public var peer: WebSocketRole {
        switch self {
        case .client: .server
        case .server: .client
        }
    }
}
