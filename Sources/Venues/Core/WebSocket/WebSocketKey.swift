/// The key of an opening handshake and the proof that the server has read it (RFC 6455 sections 1.3 and 4.2.2).
enum WebSocketKey {
    /// How many bytes a key has before it is written in base64.
    static let byteCount = 16
    /// The only version of the protocol there is.
    static let version = "13"
    private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// What the server answers to `key`, its base64 text.
    static func accept(for key: String, digests: any Digests) -> String {
        Base64.encode(digests.sha1([UInt8]((key + suffix).utf8)))
    }
}
