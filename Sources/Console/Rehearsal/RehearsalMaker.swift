import Books
import Runtime
import Simulator
import Venues

/// Makes both ends of a rehearsed venue: an exchange with our account, and the client that knows its key.
struct RehearsalMaker {
    private let listing: RehearsalListing
    private let options: RehearsalOptions
    private let opening: Int64
    private let digests: any MessageDigests

    private static let key = "REPLAYREPLAYREPLAY00"
    private static let secret = Array("REPLAYREPLAYREPLAYREPLAYREPLAYRE".utf8)

    /// A maker for what `listing` lists; the account holds `opening` whole units of each asset.
    init(
        _ listing: RehearsalListing,
        options: RehearsalOptions,
        opening: Int64,
        digests: any MessageDigests
    ) {
        self.listing = listing
        self.options = options
        self.opening = opening
        self.digests = digests
    }

    /// The venue with its client and its exchange.
    func make(_ market: ReplayMarket, gate: OrderGate) throws(ReplayError) -> RehearsedVenue {
        let seed = options.seed &* 31 &+ UInt64(market.venue.slot)
        let (client, exchange) =
            market.engine == .binance ? try binance(market, seed) : try kraken(market, seed)
        return RehearsedVenue(
            market.venue,
            client: client,
            exchange: exchange,
            market: PlayedMarket(quantityFactor: listing.quantityFactor),
            gate: gate,
            delay: options.delay(of: market),
            seed: seed &* 37
        )
    }

    // MARK: - Parts

    private typealias Ends = (client: any VirtualExecution, exchange: any SimulatedExchange)

    private func binance(_ market: ReplayMarket, _ seed: UInt64) throws(ReplayError) -> Ends {
        let exchange = try exchange(market, BinanceExchange.init(_:opening:accounts:digests:))
        let host = try host(market)
        let signer = VirtualSigner(key: Self.key, secret: Self.secret, hash: .sha256, digests: digests)
        guard let session = BinanceExecution(feed: feed(market), stream: host, rest: host, signer: signer) else {
            throw unlisted(market)
        }
        return (ExecutionMachine(session: session, seed: seed), exchange)
    }

    private func kraken(_ market: ReplayMarket, _ seed: UInt64) throws(ReplayError) -> Ends {
        let exchange = try exchange(market, KrakenExchange.init(_:opening:accounts:digests:))
        let host = try host(market)
        let session = KrakenExecution(
            feed: feed(market),
            stream: host,
            rest: host,
            signer: VirtualSigner(key: Self.key, secret: Self.secret, hash: .sha512, digests: digests),
            nonces: NonceSource(above: 0)
        )
        guard let session else { throw unlisted(market) }
        return (ExecutionMachine(session: session, seed: seed), exchange)
    }

    /// An exchange that lists what is traded, with our account.
    private func exchange<Exchange: SimulatedExchange>(
        _ market: ReplayMarket,
        _ make: (ExchangeInstrument, MarketSnapshot, [TradingAccount], any MessageDigests) throws(DecimalError) ->
            Exchange
    ) throws(ReplayError) -> Exchange {
        do throws(DecimalError) {
            return try make(listing.instrument, Self.emptyBook, [account], digests)
        } catch {
            throw unlisted(market)
        }
    }

    /// The book before anything was played.
    private static let emptyBook = MarketSnapshot(lastID: 0, bids: [], asks: [])

    private var account: TradingAccount {
        let amount = String(opening)
        return TradingAccount(
            apiKey: Self.key,
            secret: Self.secret,
            balances: [listing.instrument.base, listing.instrument.quote].map { TradingAccount.Holding($0, amount) },
            fees: TradingAccount.FeeSchedule(
                makerMillionths: options.feeMillionths,
                takerMillionths: options.feeMillionths
            ),
            tier: .pro
        )
    }

    private func feed(_ market: ReplayMarket) -> FeedInstrument {
        let instrument = Instrument(
            base: listing.instrument.base,
            quote: listing.instrument.quote,
            priceUnit: listing.instrument.priceUnit,
            quantityUnit: listing.traderUnit
        )
        return FeedInstrument(venue: market.venue, instrument: instrument, symbol: listing.instrument.symbol)
    }

    /// An address that is in no network: what goes there goes to the exchange beside us.
    private func host(_ market: ReplayMarket) throws(ReplayError) -> Endpoint {
        guard let host = Endpoint(host: "replay.invalid", port: 443, isSecure: true, path: "/") else {
            throw unlisted(market)
        }
        return host
    }

    private func unlisted(_ market: ReplayMarket) -> ReplayError {
        .unsupported(path: market.name, reason: "no exchange of ours can list what it trades; --no-orders plays it")
    }
}
