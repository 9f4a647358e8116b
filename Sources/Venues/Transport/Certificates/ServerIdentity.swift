import Venues

/// What a TLS server proves itself with: a certificate and its private key.
public final class ServerIdentity: Sendable {
    let certificate: Certificate
    let key: PrivateKey

    init(certificate: consuming Certificate, key: consuming PrivateKey) {
        self.certificate = certificate
        self.key = key
    }
}
