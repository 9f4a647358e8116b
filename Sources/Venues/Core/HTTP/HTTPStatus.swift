/// The names of the statuses that venues and the simulated exchanges answer with (RFC 9110 section 15).
///
/// 418 is of RFC 2324; Binance tells by it that an address is banned.
public enum HTTPStatus {
    /// The phrase of `status`; for one without a name here, that of its class.
    public static func phrase(_ status: Int) -> String {
        switch status {
        case 101: "Switching Protocols"
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Content Too Large"
        case 418: "I'm a teapot"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 451: "Unavailable For Legal Reasons"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: phraseOfClass(status)
        }
    }

    private static func phraseOfClass(_ status: Int) -> String {
        switch status {
        case 100...199: "Continue"
        case 200...299: "Success"
        case 300...399: "Redirection"
        case 400...499: "Client Error"
        default: "Server Error"
        }
    }
}
