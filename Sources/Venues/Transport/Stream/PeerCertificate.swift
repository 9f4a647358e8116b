import CCurl
import COpenSSL

/// What the peer of a connection shows of itself in TLS.
public struct PeerCertificate: Sendable, Equatable {
    /// Who signed its certificate: organisation and name.
    public let issuer: String
    /// The DNS names that it is for.
    public let names: [String]
    /// Which TLS was agreed: `TLSv1.3`.
    public let tlsVersion: String

    /// The certificate of the peer that `easy` is connected to; nil for plain text.
    ///
    /// Nil too where libcurl does its TLS with another library than ours: its session then is a stranger's.
    init?(_ easy: borrowing CurlEasy) {
        var information: UnsafeMutableRawPointer?
        guard CurlLibrary.sharesOpenSSL,
            unsafe ccurl_get_pointer(easy.handle, CURLINFO_TLS_SSL_PTR, &information) == CURLE_OK,
            let session = unsafe information?.assumingMemoryBound(to: curl_tlssessioninfo.self).pointee.internals,
            let certificate = unsafe SSL_get1_peer_certificate(OpaquePointer(session))
        else { return nil }
        defer { unsafe X509_free(certificate) }
        tlsVersion = unsafe String(cString: SSL_get_version(OpaquePointer(session)))
        let name = unsafe X509_get_issuer_name(certificate)
        issuer = [NID_organizationName, NID_commonName].compactMap { unsafe Self.part(name, $0) }
            .joined(separator: ", ")
        names = unsafe Self.names(certificate)
    }

    private static func part(_ name: OpaquePointer?, _ identifier: Int32) -> String? {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe X509_NAME_get_text_by_NID(name, identifier, &text, Int32(text.count)) > 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func names(_ certificate: OpaquePointer) -> [String] {
        guard let output = unsafe BIO_new(BIO_s_mem()) else { return [] }
        defer { unsafe BIO_free(output) }
        unsafe copenssl_write_dns_names(certificate, output)
        var bytes: UnsafeMutablePointer<CChar>?
        let count = unsafe copenssl_memory_bytes(output, &bytes)
        guard count > 0, let start = unsafe bytes else { return [] }
        let text = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
