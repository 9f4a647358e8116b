import Venues

extension HTTPAnswer {
    /// The same answer with more header lines.
    func adding(_ more: [HTTPHeader]) -> HTTPAnswer {
        HTTPAnswer(status: status, headers: headers + more, body: body)
    }
}
