import Books
import Transport

/// The venue that a simulated exchange stands for.
public enum ExchangeVenue: Sendable, Hashable, CaseIterable {
    /// Binance Spot.
    case binance
    /// Kraken Spot, WebSocket v2.
    case kraken

    /// Its name in commands, scripts and reports.
    public var name: String {
        switch self {
        case .binance: "binance"
        case .kraken: "kraken"
        }
    }

    /// The venue called so; nil if there is none.
    public init?(name: some StringProtocol) {
        guard let venue = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = venue
    }

    /// The venue's exchange, opened with a book and the accounts of a configuration.
    func open(_ configuration: ExchangeConfiguration, with opening: MarketSnapshot) -> any SimulatedExchange {
        let (instrument, accounts) = (configuration.instrument, configuration.accounts)
        let digests = OpenSSLMessageDigests()
        do throws(DecimalError) {
            return switch self {
            case .binance:
                try BinanceExchange(instrument, opening: opening, accounts: accounts, digests: digests)
            case .kraken:
                try KrakenExchange(instrument, opening: opening, accounts: accounts, digests: digests)
            }
        } catch {
            preconditionFailure("the configuration let a balance through that is none: \(error)")
        }
    }
}
