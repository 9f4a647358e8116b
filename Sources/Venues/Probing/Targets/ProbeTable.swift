import Books
import Venues

/// The endpoints of the six venues, in production, with what their limits allow.
///
/// Sources: the venues' own API pages, as of July to October 2026. The spacing of connections is for all endpoints of a
/// venue from one address together, and leaves most of each limit to trading: Binance 300 in 5 minutes, Kraken about 150
/// in 10 minutes (then barred for 10), Coinbase 8 a second, OKX 3 a second, Bybit 500 in 5 minutes.
public enum ProbeTable {
    private struct Row {
        let role: String
        let form: ProbeTarget.Form
        let host: String
        var port: UInt16 = 443
        let path: String
        /// Milliseconds between two questions of one kind at least.
        let spacing: Int64
        /// Seconds between two fresh connections at least.
        let connects: Int64
    }

    /// The targets of `venue`, whose streams are those of `pair`.
    public static func targets(of venue: ProbeVenue, pair: ProbePair) -> [ProbeTarget] {
        rows(of: venue, pair).compactMap { row in
            Endpoint(host: row.host, port: row.port, isSecure: true, path: row.path).map { endpoint in
                ProbeTarget(
                    venue: venue,
                    role: row.role,
                    form: row.form,
                    endpoint: endpoint,
                    leastSpacing: .milliseconds(row.spacing),
                    connectSpacing: .seconds(row.connects)
                )
            }
        }
    }

    private static func rows(of venue: ProbeVenue, _ pair: ProbePair) -> [Row] {
        switch venue {
        case .binance: binance(pair)
        case .kraken: kraken
        case .coinbase: coinbase
        case .okx: okx
        case .bybit: bybit
        case .bitstamp: bitstamp(pair)
        }
    }

    /// 6,000 of weight a minute, a question for the time costs 1; five messages a second over a stream, pings counted.
    private static func binance(_ pair: ProbePair) -> [Row] {
        let symbol = pair.joined.lowercased()
        return [
            Row(role: "rest", form: .rest, host: "api.binance.com", path: "/api/v3/time", spacing: 200, connects: 15),
            Row(
                role: "stream",
                form: .socket,
                host: "stream.binance.com",
                port: 9443,
                path: "/stream?streams=\(symbol)@trade/\(symbol)@bookTicker&timeUnit=MICROSECOND",
                spacing: 500,
                connects: 15
            ),
            Row(
                role: "orders",
                form: .socket,
                host: "ws-api.binance.com",
                path: "/ws-api/v3?timeUnit=MICROSECOND",
                spacing: 500,
                connects: 15
            ),
        ]
    }

    /// Public REST counts calls at about one a second.
    private static let kraken = [
        Row(role: "rest", form: .rest, host: "api.kraken.com", path: "/0/public/Time", spacing: 1_000, connects: 60),
        Row(role: "stream", form: .socket, host: "ws.kraken.com", path: "/v2", spacing: 500, connects: 60),
        Row(role: "orders", form: .socket, host: "ws-auth.kraken.com", path: "/v2", spacing: 500, connects: 60),
    ]

    private static let coinbase = [
        Row(
            role: "rest",
            form: .rest,
            host: "api.coinbase.com",
            path: "/api/v3/brokerage/time",
            spacing: 500,
            connects: 15
        ),
        Row(
            role: "stream",
            form: .socket,
            host: "ws-feed.exchange.coinbase.com",
            path: "/",
            spacing: 500,
            connects: 15
        ),
        Row(
            role: "advanced",
            form: .socket,
            host: "advanced-trade-ws.coinbase.com",
            path: "/",
            spacing: 500,
            connects: 15
        ),
    ]

    private static let okx = [
        Row(role: "rest", form: .rest, host: "www.okx.com", path: "/api/v5/public/time", spacing: 250, connects: 15),
        Row(
            role: "stream",
            form: .socket,
            host: "ws.okx.com",
            port: 8443,
            path: "/ws/v5/public",
            spacing: 500,
            connects: 15
        ),
    ]

    private static let bybit = [
        Row(role: "rest", form: .rest, host: "api.bybit.com", path: "/v5/market/time", spacing: 200, connects: 15),
        Row(
            role: "stream",
            form: .socket,
            host: "stream.bybit.com",
            path: "/v5/public/spot",
            spacing: 500,
            connects: 15
        ),
        Row(role: "orders", form: .socket, host: "stream.bybit.com", path: "/v5/trade", spacing: 500, connects: 15),
    ]

    /// There is no question for the time: the ticker carries it in whole seconds.
    private static func bitstamp(_ pair: ProbePair) -> [Row] {
        [
            Row(
                role: "rest",
                form: .rest,
                host: "www.bitstamp.net",
                path: "/api/v2/ticker/\(pair.joined.lowercased())/",
                spacing: 1_000,
                connects: 30
            ),
            Row(role: "stream", form: .socket, host: "ws.bitstamp.net", path: "/", spacing: 500, connects: 30),
        ]
    }
}
