import Books

/// What a refused upgrade means to a person.
enum WebSocketRefusal {
    /// The error for an answer of another status than 101, with the status and the remedy in its sentence.
    static func error(_ head: HTTPStatusHead, from authority: String) -> TransportError {
        let status = "\(head.status) (\(HTTPStatus.phrase(head.status)))"
        return TransportError(
            .http,
            "\(authority) refuses the WebSocket upgrade with \(status): \(remedy(head))",
            retryAfter: RetryAfter.span(head.headers),
            status: head.status
        )
    }

    private static func remedy(_ head: HTTPStatusHead) -> String {
        switch head.status {
        case 200...299: "it is a web server but no WebSocket is at this address; check the path."
        case 300...399: redirection(head)
        case 400: "it does not like the request; check the path and its parameters."
        case 401: "it wants credentials; check the key and its permissions."
        case 403: "it blocks this address, this region or this key; check the venue's terms and the key's address list."
        case 404, 410: "nothing is at this address; check the path."
        case 418: "it has banned this address for ignoring its limits; \(wait(head))"
        case 426: "it wants another version of the protocol; check that the address is a WebSocket's."
        case 429: "too many connections or attempts from this address; \(wait(head))"
        case 451: "it does not serve this region for legal reasons; use a venue that serves it."
        case 503: "it is overloaded or under maintenance; \(wait(head))"
        case 500...599: "it has a fault of its own; wait, and see the venue's status page."
        default: "check the address."
        }
    }

    /// How long to wait, by the answer's `Retry-After` where that is a number of seconds.
    private static func wait(_ head: HTTPStatusHead) -> String {
        guard let span = RetryAfter.span(head.headers) else { return "wait before the next attempt." }
        return "wait \(span.milliseconds / 1_000) s before the next attempt."
    }

    /// Where the address has moved to, if the answer tells it in plain letters; it is never followed.
    private static func redirection(_ head: HTTPStatusHead) -> String {
        guard
            let location = head.headers.value(of: "Location"), (1...200).contains(location.utf8.count),
            location.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return "the address has moved; look up the new one." }
        return "the address has moved to \(location); use that one if you trust it."
    }
}
