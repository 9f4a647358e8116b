/// What proves that a request comes from the owner of a key.
public enum SignatureKind: String, Sendable {
    /// A hash keyed with a secret that the venue has as well.
    case hmac
    /// A signature by a private key, of which the venue has the public half alone (RFC 8032).
    case ed25519
}
