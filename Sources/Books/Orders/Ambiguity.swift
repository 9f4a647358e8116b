/// Why it is not known whether a venue has taken a request.
///
/// "No answer" is never "rejected": the order may live, and counts as if it did until that is found out.
public enum Ambiguity: Sendable, Hashable, CaseIterable {
    /// No answer came in time.
    case timeout
    /// The connection ended before an answer.
    case disconnect
    /// The venue says that it does not know (Binance -1006, -1007, HTTP 5xx; Kraken `EService:Timeout` and its like).
    case venueUnsure
    /// The answer could not be read.
    case unreadable
    /// Not all bytes of the request were handed over.
    case shortWrite
    /// The console was started anew, and what happened to the bytes before that is not known.
    case restart
}
