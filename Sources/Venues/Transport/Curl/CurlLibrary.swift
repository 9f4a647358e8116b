import CCurl

/// libcurl, prepared once for the process.
enum CurlLibrary {
    /// The result of the preparation, which the first use makes.
    static let preparation = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// The text that libcurl has for a result.
    static func text(_ code: CURLcode) -> String {
        guard let text = unsafe curl_easy_strerror(code) else { return "libcurl's error \(code.rawValue)" }
        return unsafe String(cString: text)
    }
}
