/// The codes of close frames that rung sends or judges (RFC 6455 section 7.4).
public enum WebSocketCloseCode {
    /// The purpose of the connection is fulfilled.
    public static let normal: UInt16 = 1000
    /// The end goes away: the program stops, the server restarts.
    public static let goingAway: UInt16 = 1001
    /// The peer broke the protocol.
    public static let protocolError: UInt16 = 1002
    /// The peer sent data that its type of message does not allow, such as text that is not UTF-8.
    public static let invalidData: UInt16 = 1007
    /// The peer broke a rule of ours that no other code tells.
    public static let policyViolation: UInt16 = 1008
    /// The peer sent a message longer than we accept.
    public static let messageTooBig: UInt16 = 1009
    /// The server met a condition it cannot go on with.
    public static let internalError: UInt16 = 1011
    /// The server restarts (registered with IANA, not in the RFC).
    public static let serviceRestart: UInt16 = 1012
    /// The server is overloaded (registered with IANA, not in the RFC).
    public static let tryAgainLater: UInt16 = 1013

    /// Whether a close frame may carry `code`.
    ///
    /// 1004 is reserved; 1005, 1006 and 1015 are names for what happened locally; 1016 to 2999 are not assigned;
    /// 3000 to 4999 belong to libraries and applications.
    public static func maySend(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
