import Venues

/// How a REST request and what became of it stand in a recording.
///
/// A line says what was asked, `GET https://host/path`; then follows the HTTP answer, its status line, its headers, a
/// blank line and its body, or the sentence that says why there is none.
enum CapturedAnswer {
    /// What was asked, as one line without its end.
    static func question(_ request: RESTRequest) -> [UInt8] {
        let scheme = request.endpoint.isSecure ? "https" : "http"
        return Array("\(request.method) \(scheme)://\(request.endpoint.authority)\(request.endpoint.path)".utf8)
    }

    /// The payload for what became of a request.
    static func payload(_ result: Result<HTTPAnswer, TransportError>, of request: RESTRequest) -> [UInt8] {
        var bytes = question(request) + lineEnd
        switch result {
        case .success(let answer):
            bytes += Array("HTTP/1.1 \(answer.status)".utf8) + lineEnd
            for header in answer.headers where header.isWellFormed && !isSecret(header.name) {
                bytes += Array("\(header.name): \(header.value)".utf8) + lineEnd
            }
            bytes += lineEnd + answer.body
        case .failure(let error):
            bytes += Array(error.message.utf8)
        }
        return bytes
    }

    /// The payload for an answer in another recorder's file, which has only its body.
    ///
    /// Where that does not even say what was asked, it was a snapshot of Binance's depth.
    static func foreign(_ body: [UInt8], of address: String) -> [UInt8] {
        Array("GET \(address.isEmpty ? "https://api.binance.com/api/v3/depth" : address)\r\nHTTP/1.1 200\r\n\r\n".utf8)
            + body
    }

    /// The path of a question without its query, and what stands behind its line; nil where there is none.
    static func take(_ payload: [UInt8]) -> (path: String, rest: ArraySlice<UInt8>)? {
        guard let end = payload.firstIndex(of: lineEnd[0]), payload[end...].starts(with: lineEnd) else { return nil }
        return (path(of: String(decoding: payload[..<end], as: UTF8.self)), payload[(end + 2)...])
    }

    /// The path of a question, or of an address, without its query.
    static func path(of question: String) -> String {
        let address = question.split(separator: " ").last ?? ""
        let target = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let parts = target.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 && parts[1].isEmpty ? "/" + parts[3] : String(target)
    }

    /// The answer behind a question's line; nil where the bytes are none.
    static func answer(_ bytes: ArraySlice<UInt8>) -> HTTPAnswer? {
        let copy = Array(bytes)
        do {
            guard let head = try HTTPStatusHead.parse(copy.span) else { return nil }
            return HTTPAnswer(status: head.status, headers: head.headers, body: Array(copy[head.byteCount...]))
        } catch {
            return nil
        }
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// What a venue gives to be sent back is not part of the market.
    private static func isSecret(_ name: String) -> Bool {
        ["set-cookie", "set-cookie2", "authorization"].contains(name.lowercased())
    }
}
