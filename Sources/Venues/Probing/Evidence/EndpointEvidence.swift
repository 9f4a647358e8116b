public import Venues

/// What an endpoint lets everybody see of itself.
public struct EndpointEvidence: Sendable, Hashable {
    /// The header lines of an answer.
    public var headers: [HTTPHeader] = []
    /// Who signed the certificate.
    public var issuer: String?
    /// The names that the certificate is for.
    public var names: [String] = []
    /// Which TLS was agreed: `TLSv1.3`.
    public var tlsVersion: String?
    /// The names to which the host's name leads, in that order.
    public var aliases: [String] = []
    /// The address that was connected to.
    public var address: String?
    /// The name of that address.
    public var addressName: String?
    /// Whose the address is, by published blocks.
    public var owner: AddressOwners.Owner?

    /// Nothing seen yet.
    public init() {}
}
