import Books
import COpenSSL
import Venues

/// What a certificate is to say; made into one when it is signed.
struct CertificateForm {
    /// An X.509 extension: OpenSSL's number for it and its value in the syntax of x509v3_config(5).
    struct Extension {
        /// OpenSSL's number.
        let number: Int32
        /// The value.
        let value: String
    }

    /// The common name of its owner.
    let name: String
    /// When it holds.
    let validity: Validity
    /// Its extensions, in order; those about the issuer's key last.
    let extensions: [Extension]

    /// The certificate for `key`, signed by itself.
    func signed(by key: borrowing PrivateKey) throws(TransportError) -> Certificate {
        let certificate = try filled(for: key)
        try unsafe finish(certificate, issuer: certificate.handle, signer: key)
        return certificate
    }

    /// The certificate for `key`, signed by the owner of `issuer` with `signer`.
    func signed(
        for key: borrowing PrivateKey,
        issuer: borrowing Certificate,
        signer: borrowing PrivateKey
    ) throws(TransportError) -> Certificate {
        let certificate = try filled(for: key)
        try unsafe finish(certificate, issuer: issuer.handle, signer: signer)
        return certificate
    }

    private func filled(for key: borrowing PrivateKey) throws(TransportError) -> Certificate {
        let certificate = try Certificate()
        try setSerialNumber(of: certificate)
        let begin = -Int(validity.age.nanoseconds / 1_000_000_000)
        let end = Int(validity.rest.nanoseconds / 1_000_000_000)
        guard unsafe X509_gmtime_adj(X509_getm_notBefore(certificate.handle), begin) != nil,
            unsafe X509_gmtime_adj(X509_getm_notAfter(certificate.handle), end) != nil,
            unsafe X509_set_pubkey(certificate.handle, key.handle) == 1,
            let subject = unsafe X509_get_subject_name(certificate.handle),
            unsafe X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1
        else { throw OpenSSLFailure.error("fill in a certificate") }
        return certificate
    }

    private func finish(
        _ certificate: borrowing Certificate,
        issuer: OpaquePointer,
        signer: borrowing PrivateKey
    ) throws(TransportError) {
        guard unsafe X509_set_issuer_name(certificate.handle, X509_get_subject_name(issuer)) == 1 else {
            throw OpenSSLFailure.error("name a certificate's issuer")
        }
        for item in extensions { try unsafe add(item, to: certificate, issuer: issuer) }
        guard unsafe X509_sign(certificate.handle, signer.handle, EVP_sha256()) > 0 else {
            throw OpenSSLFailure.error("sign a certificate")
        }
    }

    private func add(
        _ item: Extension,
        to certificate: borrowing Certificate,
        issuer: OpaquePointer
    ) throws(TransportError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer, certificate.handle, nil, nil, 0)
        guard let made = unsafe X509V3_EXT_nconf_nid(nil, &context, item.number, item.value) else {
            throw OpenSSLFailure.error("make the extension \(item.value)")
        }
        defer { unsafe X509_EXTENSION_free(made) }
        guard unsafe X509_add_ext(certificate.handle, made, -1) == 1 else {
            throw OpenSSLFailure.error("add the extension \(item.value)")
        }
    }

    /// A random number of 127 bits: RFC 5280 section 4.1.2.2 wants it positive and at most 20 bytes.
    private func setSerialNumber(of certificate: borrowing Certificate) throws(TransportError) {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard unsafe RAND_bytes(&bytes, Int32(bytes.count)) == 1 else {
            throw OpenSSLFailure.error("draw a random number")
        }
        // Neither zero nor negative, and of full length.
        bytes[0] = bytes[0] & 0x7F | 0x40
        guard let number = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil) else {
            throw OpenSSLFailure.error("make a serial number")
        }
        defer { unsafe BN_free(number) }
        guard unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.handle)) != nil else {
            throw OpenSSLFailure.error("set a serial number")
        }
    }
}
