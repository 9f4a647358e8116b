import Books
import Venues

/// What a recorded venue spoke: which session plays its messages.
enum ReplayDialect: String, Sendable, CaseIterable {
    case binanceSpot = "binance-spot"
    case binanceFutures = "binance-usdm"
    case kraken = "kraken-v2"
    case krakenClassic = "kraken-v1"
    case coinbase = "coinbase-exchange"
    case okx = "okx-v5"
    case bybit = "bybit-v2"
    case bitstamp = "bitstamp-v2"
    case bitfinex = "bitfinex-v2"

    /// How the venue is called where the recording has no name for it.
    var identity: VenueIdentity {
        switch self {
        case .binanceSpot: VenueIdentity(name: "BINANCE", letter: "B")
        case .binanceFutures: VenueIdentity(name: "FUTURES", letter: "F")
        case .kraken, .krakenClassic: VenueIdentity(name: "KRAKEN", letter: "K")
        case .coinbase: VenueIdentity(name: "COINBASE", letter: "C")
        case .okx: VenueIdentity(name: "OKX", letter: "O")
        case .bybit: VenueIdentity(name: "BYBIT", letter: "Y")
        case .bitstamp: VenueIdentity(name: "BITSTAMP", letter: "S")
        case .bitfinex: VenueIdentity(name: "BITFINEX", letter: "X")
        }
    }

    /// What it is called in a sentence.
    var title: String {
        switch self {
        case .binanceSpot: "Binance spot"
        case .binanceFutures: "Binance USD-M futures"
        case .kraken: "Kraken v2"
        case .krakenClassic: "Kraken v1"
        case .coinbase: "Coinbase Exchange"
        case .okx: "OKX v5"
        case .bybit: "Bybit v2 linear"
        case .bitstamp: "Bitstamp v2"
        case .bitfinex: "Bitfinex v2"
        }
    }

    /// All of them in a sentence.
    static var titles: String { allCases.map(\.title).joined(separator: ", ") }

    /// Whose protocol is spoken at that address, where no session but the recordings' own reads it.
    init?(address: String) {
        let authority = address.split(separator: "/").dropFirst().first ?? ""
        let host = authority.prefix { $0 != ":" }
        let isAt = { (domain: String) in host == domain || host.hasSuffix("." + domain) }
        if host == "ws.kraken.com", !address.contains("/v2") {
            self = .krakenClassic
        } else if isAt("coinbase.com") {
            self = .coinbase
        } else if isAt("okx.com") || isAt("okex.com") {
            self = .okx
        } else if isAt("bybit.com") || isAt("bytick.com") {
            self = .bybit
        } else if isAt("bitstamp.net") {
            self = .bitstamp
        } else if isAt("bitfinex.com") {
            self = .bitfinex
        } else {
            return nil
        }
    }

    /// Base and quote of a symbol as the venue writes it.
    func assets(of symbol: String) -> (base: String, quote: String)? {
        var name = symbol
        switch self {
        case .binanceSpot, .binanceFutures, .kraken, .krakenClassic, .bybit: break
        case .bitfinex: name = String(symbol.dropFirst(symbol.hasPrefix("t") ? 1 : 0))
        case .coinbase, .okx, .bitstamp: name = symbol.uppercased()
        }
        let parts = name.split { "-:/".contains($0) }
        // A third part names a contract: BTC-USD-220527 has another price than BTC-USD.
        if parts.count == 2 { return (String(parts[0]), String(parts[1])) }
        if parts.count == 3 { return (parts[0] + "-" + parts[2], String(parts[1])) }
        return RecordedInstrument.assets(of: name)
    }
}
