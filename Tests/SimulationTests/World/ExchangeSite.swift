import Books
import Rehearsal
import Simulator
import Transport
import Venues

/// An exchange with its own clock, and who is connected to it.
struct ExchangeSite {
    /// The machine.
    var exchange: any TradingSite
    /// The books that it has shown.
    var books = BookHistory()
    /// By how much its calendar is ahead of the steady clock.
    var ahead: Int64
    /// Whether it lets nobody in.
    var isShut = false
    /// Until when the network lets nobody through to it.
    var refusesUntil = World.begin
    /// Whose each open connection is.
    var owners: [ConnectionID: LineID] = [:]
    /// What waits for an answer over HTTP.
    var pending: [ConnectionID: Pending] = [:]

    /// A request on its way.
    struct Pending {
        let key: RequestKey
        /// Whether the answer gets lost.
        let isLost: Bool
        /// Whether a fault made the exchange ask everybody for a pause when the request came; its answer may come later.
        var isSlowedDown = false
    }

    /// The public half of our key at every exchange; no log may hold it.
    static let key = "CANARYKEYCANARYKEY00"
    /// The secret half.
    static let secret = Array("CANARYSECRETCANARYSECRETCANARYSE".utf8)
    /// What is traded, as the client counts it.
    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    /// What an account holds at the beginning.
    static let balances = [TradingAccount.Holding("ETH", "200"), TradingAccount.Holding("USDT", "600000")]

    init(_ exchange: any TradingSite, ahead: Int64) {
        self.exchange = exchange
        self.ahead = ahead
    }

    static func binance(_ opening: MarketSnapshot, _ tier: RateTier) throws -> BinanceExchange {
        try BinanceExchange(
            listing("ETHUSDT", lot: 10_000),
            opening: opening,
            accounts: [account(tier)],
            digests: digests
        )
    }

    static func kraken(_ opening: MarketSnapshot, _ tier: RateTier) throws -> KrakenExchange {
        try KrakenExchange(listing("ETH/USDT", lot: 1), opening: opening, accounts: [account(tier)], digests: digests)
    }

    /// The hash functions of both sides.
    static let digests = OpenSSLMessageDigests()

    /// Signs with the key that both know.
    static func signer(_ hash: VirtualSigner.Hash) -> VirtualSigner {
        VirtualSigner(key: key, secret: secret, hash: hash, digests: digests)
    }

    private static func account(_ tier: RateTier) -> TradingAccount {
        TradingAccount(
            apiKey: key,
            secret: secret,
            balances: balances,
            fees: TradingAccount.FeeSchedule(makerMillionths: 100, takerMillionths: 100),
            tier: tier
        )
    }

    private static func listing(_ symbol: String, lot: Int64) -> ExchangeInstrument {
        ExchangeInstrument(
            symbol: symbol,
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8),
            tick: Price(units: 1),
            lot: Quantity(units: lot),
            minimumQuantity: Quantity(units: max(lot, 200_000)),
            minimumNotional: Notional(units: 50_000_000_000)
        )
    }
}
