public import Venues

/// Why a simulated exchange could not be opened.
public enum ExchangeServerError: Error, Sendable, Equatable {
    /// Its recording cannot be played.
    case market(MarketError)
    /// It cannot listen, or cannot prove itself by TLS.
    case transport(TransportError)

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .market(let error): error.sentence
        case .transport(let error): error.message
        }
    }
}
