import CCurl
import COpenSSL

/// libcurl, prepared once for the process.
enum CurlLibrary {
    /// The result of the preparation, which the first use makes.
    static let preparation = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Whether libcurl does its TLS with the same OpenSSL as we do, so that both may touch one context.
    static let sharesOpenSSL: Bool = {
        guard let information = unsafe curl_version_info(CURLVERSION_FIRST),
            let theirs = unsafe information.pointee.ssl_version,
            let ours = unsafe OpenSSL_version(OPENSSL_VERSION_STRING)
        else { return false }
        return unsafe String(cString: theirs) == "OpenSSL/" + String(cString: ours)
    }()

    /// The text that libcurl has for a result.
    static func text(_ code: CURLcode) -> String {
        guard let text = unsafe curl_easy_strerror(code) else { return "libcurl's error \(code.rawValue)" }
        return unsafe String(cString: text)
    }
}
