import Books
import CCurl
import Venues

/// The options that every connection of ours has.
extension CurlEasy {
    /// Points the handle at `path` of `endpoint`, whose certificate `trust` has to vouch for.
    func point(
        at endpoint: Endpoint,
        path: String,
        trust: TrustAnchors,
        timeout: TimeSpan
    ) throws(TransportError) {
        try set(CURLOPT_URL, Self.address(of: endpoint, path: path))
        // The bytes of the path are signed by some venues: libcurl must not tidy them up.
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_PROTOCOLS_STR, endpoint.isSecure ? "https" : "http")
        // With HTTP/2 an upgrade to WebSocket is impossible and a request on loopback takes twice the time.
        try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try set(CURLOPT_TCP_NODELAY, 1)
        // Otherwise libcurl changes the signals of the whole process.
        try set(CURLOPT_NOSIGNAL, 1)
        // A lookup that hangs is left to end by itself; otherwise giving up would wait for it.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(timeout))
        // No proxy, whatever the environment says: libcurl would take one from it. Nobody but the venue sees what is
        // asked, and what is timed is the way to it.
        try set(CURLOPT_PROXY, "")
        try demandTrust(trust)
    }

    /// `timeout` for libcurl: at least one millisecond, since zero means none at all.
    static func milliseconds(_ timeout: TimeSpan) -> Int {
        max(1, Int(clamping: Int32(clamping: timeout.milliseconds)))
    }

    /// Certificate and host name are always verified; there is no switch for it.
    private func demandTrust(_ trust: TrustAnchors) throws(TransportError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        guard case .authority(let pem) = trust else { return }
        try set(CURLOPT_CAINFO_BLOB, blob: pem)
        // The blob takes the place of the machine's file of authorities, not of its folder.
        try set(CURLOPT_CAPATH, nil as String?)
    }

    private static func address(of endpoint: Endpoint, path: String) throws(TransportError) -> String {
        guard endpoint.isSecure || Endpoint.isLoopback(endpoint.host) else {
            throw TransportError(
                .misuse,
                "\(endpoint.authority) is not this machine and takes TLS only: use wss or https."
            )
        }
        guard !endpoint.host.isEmpty, endpoint.host.utf8.allSatisfy(isHostByte) else {
            throw TransportError(
                .misuse,
                "\"\(endpoint.host)\" is not a host name or address: correct the configuration."
            )
        }
        guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy(isPathByte) else {
            throw TransportError(
                .misuse,
                "\"\(path)\" is not a path that begins with / and has no blank, # or control byte."
            )
        }
        let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
        return "\(endpoint.isSecure ? "https" : "http")://\(host):\(endpoint.port)\(path)"
    }

    /// Letters, digits and `.-_:`; anything else could turn the URL into one for another host.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"):
            true
        default:
            false
        }
    }

    /// Printable ASCII without the blank and without `#`, which would end the request's path.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "#")
    }
}
