public import Venues

/// Signs with a key that a simulated exchange knows, by given hash functions: a key of no worth to anybody.
public struct VirtualSigner: RequestSigner {
    /// The hash functions that venues sign with.
    public enum Hash: Sendable {
        /// Binance's.
        case sha256
        /// Kraken's.
        case sha512
    }

    /// The public half of the key.
    public let key: String
    /// Always by HMAC: the exchanges of a replay have accounts with a shared secret.
    public let kind = SignatureKind.hmac

    private let secret: [UInt8]
    private let hash: Hash
    private let digests: any MessageDigests

    /// A signer with a key and its secret.
    public init(key: String, secret: [UInt8], hash: Hash, digests: any MessageDigests) {
        self.key = key
        self.secret = secret
        self.hash = hash
        self.digests = digests
    }

    public func authenticate(_ message: [UInt8]) -> [UInt8] {
        switch hash {
        case .sha256: digests.hmacSHA256(message, key: secret)
        case .sha512: digests.hmacSHA512(message, key: secret)
        }
    }

    public func sha256(_ message: [UInt8]) -> [UInt8] { digests.sha256(message) }
}
