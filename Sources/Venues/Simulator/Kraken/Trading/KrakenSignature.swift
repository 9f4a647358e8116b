import Venues

/// Kraken's signature of a REST request (Guides, "Spot REST authentication").
enum KrakenSignature {
    /// The text of the header `API-Sign`.
    static func text(
        _ path: [UInt8],
        nonce: String,
        body: [UInt8],
        secret: [UInt8],
        _ digests: any MessageDigests
    ) -> String {
        let digest = digests.sha256(Array(nonce.utf8) + body)
        return Base64.encode(digests.hmacSHA512(path + digest, key: secret))
    }
}
