extension HTTPAnswer {
    /// Appends the answer as a server sends it to `output`: status line, header lines, blank line, body.
    ///
    /// `Content-Length` and `Connection` are added here and must not be among the headers.
    public func encode(keepsAlive: Bool, into output: inout [UInt8]) {
        let framing = [
            HTTPHeader("Content-Length", String(body.count)),
            HTTPHeader("Connection", keepsAlive ? "keep-alive" : "close"),
        ]
        Self.encodeHead(status: status, headers: headers + framing, into: &output)
        output.append(contentsOf: body)
    }

    /// Appends the status line, the header lines and the blank line to `output`.
    static func encodeHead(status: Int, headers: [HTTPHeader], into output: inout [UInt8]) {
        output.append(contentsOf: "HTTP/1.1 \(status) \(HTTPStatus.phrase(status))\r\n".utf8)
        for header in headers { header.encode(into: &output) }
        output.append(contentsOf: "\r\n".utf8)
    }
}
