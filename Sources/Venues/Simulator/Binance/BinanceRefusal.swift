import Books
import Venues

/// A REST request that Binance refuses (Errors).
struct BinanceRefusal: Error, Sendable, Equatable {
    /// The HTTP status.
    let status: Int
    /// Binance's number of the error.
    let code: Int64
    /// Binance's words.
    let message: String
    /// After how long the client may come again, where the venue says so.
    var wait: TimeSpan?

    /// A mandatory parameter is missing.
    static func missing(_ name: String) -> Self {
        let message = "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed."
        return Self(status: 400, code: -1_102, message: message)
    }

    /// A parameter has letters that it may not have.
    static func illegal(_ name: String, range: String) -> Self {
        let message = "Illegal characters found in parameter '\(name)'; legal range is '\(range)'."
        return Self(status: 400, code: -1_100, message: message)
    }

    /// A parameter has a value that it may not have.
    static func invalid(_ name: String) -> Self {
        Self(status: 400, code: -1_130, message: "Data sent for parameter '\(name)' is not valid.")
    }

    /// The answer that says so.
    var answer: HTTPAnswer {
        var text = WireText()
        text.append("{\"code\":")
        text.append(code)
        text.append(",\"msg\":")
        text.append(quoted: message)
        text.append("}")
        let type = HTTPHeader("Content-Type", "application/json;charset=UTF-8")
        let again = wait.map { [RetryAfter.header($0)] } ?? []
        return HTTPAnswer(status: status, headers: [type] + again, body: text.bytes)
    }
}
