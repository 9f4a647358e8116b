import Books
import Testing
import Threads
import Transport

@testable import Simulator

/// A simulated exchange that listens, with the authority that vouches for it.
struct Open {
    let server: ExchangeServer
    private let trust: TrustAnchors
    private let isSecure: Bool

    /// Plays a recording whose rounds take nine seconds at its own speed; unless told otherwise, too slowly to get there.
    init(
        _ venue: ExchangeVenue,
        _ market: sending LinesMarket,
        secure isSecure: Bool = true,
        speedPercent: Int64 = 1
    ) throws {
        let authority = try CertificateAuthority()
        let configuration = try ExchangeConfiguration(
            venue,
            venue == .binance ? .binanceETH : .krakenETH,
            playback: PlaybackClock(
                start: SteadyClock.now,
                origin: WallTime(nanoseconds: 1_723_161_254_000_000_000),
                period: .seconds(9),
                speedPercent: speedPercent
            ),
            priceOffset: venue == .kraken ? ExchangeConfiguration.standingBasis : "0",
            security: isSecure ? .tls(try authority.issue()) : .plain
        )
        server = try ExchangeServer(configuration, market: market)
        trust = .authority(pem: authority.pem)
        self.isSecure = isSecure
    }

    /// A connection on which nothing has been said.
    func connect() throws -> WireClient {
        try WireClient(port: server.port, trust: trust, isSecure: isSecure)
    }

    /// A connection that is a WebSocket.
    func webSocket(_ target: String) throws -> WireClient {
        let client = try connect()
        try client.upgrade(target)
        return client
    }
}
