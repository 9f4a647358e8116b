/// What a client's thread tells the engine.
enum PeerMessage: Sendable {
    /// A client has connected.
    case opened(Peer)
    /// It sent a request and waits for the answer.
    case request(ExchangeRequest, keepsAlive: Bool)
    /// It asks for a WebSocket; `acceptance` is what to send if it is granted.
    case upgrade(target: String, acceptance: [UInt8])
    /// It sent a text message.
    case text([UInt8])
    /// It sent a ping with this payload.
    case ping([UInt8])
    /// It sent a pong with this payload.
    case pong([UInt8])
    /// It ends the WebSocket, or is to be made to, with this code for the answer.
    case ending(code: UInt16?, reason: String)
    /// The connection has ended.
    case gone

    /// About how much memory it holds.
    var byteCount: Int {
        switch self {
        case .text(let bytes), .ping(let bytes), .pong(let bytes), .upgrade(_, let bytes): 64 + bytes.count
        case .request(let request, _): 64 + request.target.utf8.count + request.body.count
        case .opened, .ending, .gone: 64
        }
    }
}
