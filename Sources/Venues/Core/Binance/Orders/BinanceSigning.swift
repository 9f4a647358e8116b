/// How Binance wants a signature written (Spot API documentation, "Request security"): the code of an HMAC in hexadecimal
/// digits, an Ed25519 signature in base64.
public enum BinanceSigning {
    /// The signature of `payload` as a member of a WebSocket API request.
    public static func streamText(of payload: [UInt8], by signer: any RequestSigner) -> String {
        let signature = signer.authenticate(payload)
        return switch signer.kind {
        case .hmac: Hexadecimal.text(signature)
        case .ed25519: Base64.encode(signature)
        }
    }

    /// The signature of `query` as the last parameter of a REST request: base64 has letters that a query may not have, so
    /// it is percent-encoded.
    public static func queryText(of query: String, by signer: any RequestSigner) -> String {
        BinanceParameters.escaped(streamText(of: Array(query.utf8), by: signer))
    }
}
