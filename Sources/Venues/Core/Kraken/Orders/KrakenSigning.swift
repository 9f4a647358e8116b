/// The texts that Kraken wants signed.
///
/// Kraken REST authentication guide: `API-Sign` is the base64 of HMAC-SHA512, by the decoded secret, over the path and the
/// SHA-256 of nonce and body.
public enum KrakenSigning {
    /// The value of `API-Sign` for a body that carries the nonce too.
    public static func sign(path: String, nonce: UInt64, body: [UInt8], by signer: any RequestSigner) -> String {
        let digest = signer.sha256(Array(String(nonce).utf8) + body)
        return Base64.encode(signer.authenticate(Array(path.utf8) + digest))
    }
}
