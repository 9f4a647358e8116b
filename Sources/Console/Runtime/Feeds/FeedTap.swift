public import Books
public import Recording
import Venues

/// Hears everything that passes between feeds and their venue, before anything is decided about it.
///
/// A recording is one. It is called on the feeds' own threads and on the REST client's; it must not block and must not
/// fail: what it cannot keep up with is its own loss.
public protocol FeedTap: Sendable {
    /// The number of a connection that is about to be opened, counted from 1.
    func nextConnection() -> UInt32

    /// Something happened at `now` on the connection of that number, or on its behalf by REST.
    func take(_ kind: CaptureRecord.Kind, connection: UInt32, payload: Span<UInt8>, at now: MonotonicTime)
}

extension FeedTap {
    /// Takes in what a feed met beside messages, where it is something between the feed and its venue.
    func take(_ input: FeedInput, connection: UInt32, at now: MonotonicTime) {
        switch input {
        case .failed(let error):
            take(.failed, connection: connection, payload: Array(error.sentence.utf8).span, at: now)
        case .closedByVenue(let words):
            take(.closedByVenue, connection: connection, payload: Array(words.utf8).span, at: now)
        case .heard:
            take(.control, connection: connection, payload: Array<UInt8>().span, at: now)
        case .answered(let ping):
            take(.control, connection: connection, payload: PingPayload.bytes(ping).span, at: now)
        case .started, .opened, .answer, .command, .limits, .retired, .deadlineReached:
            // The address is noted where the connection is opened, an answer where it comes; the rest is our own.
            break
        }
    }

    /// Takes in what became of a REST request.
    func take(
        _ result: Result<HTTPAnswer, TransportError>,
        of request: RESTRequest,
        connection: UInt32,
        at now: MonotonicTime
    ) {
        let kind: CaptureRecord.Kind
        switch result {
        case .success: kind = .answered
        case .failure: kind = .unanswered
        }
        let payload = CapturedAnswer.payload(result, of: request)
        take(kind, connection: connection, payload: payload.span, at: now)
    }
}
