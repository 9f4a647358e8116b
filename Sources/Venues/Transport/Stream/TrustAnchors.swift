/// The authorities whose signature makes a certificate trusted.
public enum TrustAnchors: Sendable, Equatable {
    /// Those of this machine.
    case system
    /// The one authority in `pem`, instead of those of this machine: for our own simulated exchanges.
    case authority(pem: [UInt8])
}
