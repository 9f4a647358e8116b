import COpenSSL
public import Venues

/// A certificate authority for the simulated exchanges, made in memory at start and gone with the process.
///
/// It can do no harm outside: it holds for a week, and its name constraints (RFC 5280 section 4.2.1.10) let it
/// vouch for nothing but this machine's loopback names.
public final class CertificateAuthority: Sendable {
    /// The authority's certificate, for ``TrustAnchors/authority(pem:)``.
    public let pem: [UInt8]

    private let certificate: Certificate
    private let key: PrivateKey

    /// The names under which a simulated exchange is reached.
    public static let loopbackNames: [SubjectName] = [
        .host("localhost"),
        .address("127.0.0.1"),
        .address("::1"),
    ]

    /// A new authority with a new key.
    public init() throws(TransportError) {
        let form = CertificateForm(
            name: "rung's authority for simulated exchanges",
            validity: .week,
            extensions: [
                .init(number: NID_basic_constraints, value: "critical,CA:TRUE,pathlen:0"),
                .init(number: NID_key_usage, value: "critical,keyCertSign,cRLSign"),
                .init(number: NID_name_constraints, value: Self.permitted),
                .init(number: NID_subject_key_identifier, value: "hash"),
            ]
        )
        key = try PrivateKey()
        certificate = try form.signed(by: key)
        pem = try certificate.pem()
    }

    /// A certificate with a new key for a server that is reached as `names`.
    public func issue(
        for names: [SubjectName] = loopbackNames,
        validity: Validity = .week
    ) throws(TransportError) -> ServerIdentity {
        let form = CertificateForm(
            name: "rung's simulated exchange",
            validity: validity,
            extensions: [
                .init(number: NID_basic_constraints, value: "critical,CA:FALSE"),
                .init(number: NID_key_usage, value: "critical,digitalSignature"),
                .init(number: NID_ext_key_usage, value: "serverAuth"),
                .init(number: NID_subject_alt_name, value: names.map(\.text).joined(separator: ",")),
                .init(number: NID_subject_key_identifier, value: "hash"),
                .init(number: NID_authority_key_identifier, value: "keyid:always"),
            ]
        )
        let leafKey = try PrivateKey()
        let leaf = try form.signed(for: leafKey, issuer: certificate, signer: key)
        return ServerIdentity(certificate: leaf, key: leafKey)
    }

    private static let permitted = """
        critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,\
        permitted;IP:0:0:0:0:0:0:0:1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        """
}
