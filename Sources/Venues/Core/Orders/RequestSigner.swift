/// Signs requests with a key of an account, whose secret it keeps for itself.
///
/// What is signed is decided in the pure core (`BinanceSigning`, `KrakenSigning`); the secret never leaves the signer, and
/// there is no way to ask for it.
public protocol RequestSigner: Sendable {
    /// The public half of the key, which goes along with every request, and into no log.
    var key: String { get }

    /// What ``authenticate(_:)`` makes.
    var kind: SignatureKind { get }

    /// What proves that `message` is the owner's: its HMAC with the hash function that the venue asks for, or its Ed25519
    /// signature of 64 bytes.
    func authenticate(_ message: [UInt8]) -> [UInt8]

    /// The SHA-256 hash of `message`, which Kraken's rule needs besides.
    func sha256(_ message: [UInt8]) -> [UInt8]
}
