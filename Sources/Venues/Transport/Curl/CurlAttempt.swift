import Books
import CCurl
import COpenSSL
import Glibc
import Venues

/// What is asked of libcurl for one connection or request; turns its failures into a step and a sentence.
struct CurlAttempt {
    /// Who was called.
    let endpoint: Endpoint
    /// How long it was waited for.
    let timeout: TimeSpan
    /// Which authorities were asked about the certificate.
    let trust: TrustAnchors

    /// The error for a transfer or connection that ended with `code`.
    func error(_ code: CURLcode, _ easy: borrowing CurlEasy) -> TransportError {
        let detail = Self.detail(code, easy)
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return TransportError(
                .nameLookup,
                "\(endpoint.host) has no address: check the spelling and this machine's DNS (\(detail))."
            )
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
            return connectError(easy, detail)
        case CURLE_OPERATION_TIMEDOUT:
            return timeoutError(easy)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return certificateError(easy, detail)
        case CURLE_SSL_CACERT_BADFILE:
            return TransportError(
                .certificate,
                "The trusted authorities cannot be read: install ca-certificates (\(detail))."
            )
        default:
            return otherError(code, detail)
        }
    }

    /// A time-out in whichever step `easy` has come to.
    func timeoutError(_ easy: borrowing CurlEasy) -> TransportError {
        TransportError(
            .timeout,
            "\(peer) was too slow, \(missing(easy)) within \(timeout.milliseconds) ms: check the network and its status page."
        )
    }

    /// What did not come.
    ///
    /// The times of the single steps are no help: on a connection that is kept alive they are zero.
    private func missing(_ easy: borrowing CurlEasy) -> String {
        if easy.offset(CURLINFO_PRETRANSFER_TIME_T) > 0 { return "no whole answer came" }
        if let address = easy.text(CURLINFO_PRIMARY_IP), !address.isEmpty {
            return "the TLS handshake was not answered"
        }
        if easy.offset(CURLINFO_NAMELOOKUP_TIME_T) > 0 { return "no TCP connection came about" }
        return "its name was not looked up and no connection became free"
    }

    private var peer: String { endpoint.authority }

    private func connectError(_ easy: borrowing CurlEasy, _ detail: String) -> TransportError {
        let number = Int32(truncatingIfNeeded: easy.number(CURLINFO_OS_ERRNO))
        guard number == ECONNREFUSED else {
            return TransportError(
                .connect,
                "\(peer) cannot be reached: check the network, the host and the port (\(detail))."
            )
        }
        return TransportError(
            .connect,
            "\(peer) refuses connections: check the port and that the server runs."
        )
    }

    private func certificateError(_ easy: borrowing CurlEasy, _ detail: String) -> TransportError {
        let flaw = flaw(easy, detail)
        return TransportError(.certificate, "The certificate of \(peer) \(flaw) (\(detail)).")
    }

    /// What is wrong with the certificate, and what to do.
    private func flaw(_ easy: borrowing CurlEasy, _ detail: String) -> String {
        switch Int32(truncatingIfNeeded: easy.number(CURLINFO_SSL_VERIFYRESULT)) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            "has expired: check this machine's clock, and trade there again only with a new certificate"
        case X509_V_ERR_CERT_NOT_YET_VALID:
            "is not valid yet: check this machine's clock"
        case X509_V_ERR_CERT_REVOKED:
            "was revoked: do not trade there before its owner says why"
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            "is not signed by \(authority), or somebody stands between"
        // The name is checked by libcurl itself, which leaves no result but these words.
        case _ where detail.contains("subject name"):
            "is for another name: check the host's spelling, or somebody stands between"
        default:
            "is not trusted: make sure that nobody stands between"
        }
    }

    private var authority: String {
        switch trust {
        case .system: "an authority that this machine trusts: update ca-certificates"
        case .authority: "the authority made for it: use the one of the running exchange"
        }
    }

    private func otherError(_ code: CURLcode, _ detail: String) -> TransportError {
        switch code {
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED:
            return TransportError(
                .tls,
                "TLS with \(peer) was not agreed: check that the port speaks TLS 1.2 or 1.3 (\(detail))."
            )
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
            return TransportError(
                .http,
                "\(peer) does not answer in HTTP/1.1: check the port, or a proxy stands between (\(detail))."
            )
        default:
            return TransportError(
                .broken,
                "The connection to \(peer) broke: it has to be opened again (\(detail))."
            )
        }
    }

    /// libcurl's own words, without a full stop since they go into brackets.
    private static func detail(_ code: CURLcode, _ easy: borrowing CurlEasy) -> String {
        let text = easy.failureText.isEmpty ? CurlLibrary.text(code) : easy.failureText
        var line = text.replacing("\n", with: " ")
        while line.last == "." || line.last == " " { line.removeLast() }
        return line
    }
}
