public import Books
public import Transport

/// What a simulated exchange is to be.
public struct ExchangeConfiguration: Sendable {
    /// The venue whose protocol it speaks.
    public let venue: ExchangeVenue
    /// What it trades.
    public let instrument: ExchangeInstrument
    /// When its recording is played.
    public let playback: PlaybackClock
    /// What is added to every recorded price.
    public let priceOffset: Price
    /// Whether it speaks TLS, and proven by whom.
    public let security: ServerSecurity
    /// Who trades there.
    public let accounts: [TradingAccount]
    /// The port of 127.0.0.1 that it listens on; 0 takes any free one.
    public let port: UInt16

    /// What future prices of the bundled recordings lack to the spot prices of the same minutes.
    ///
    /// The median of the difference of the two mid prices. An exchange that plays the futures recording beside one that
    /// plays spot adds it, or the two markets would differ by a basis that no arbitrage could take.
    public static let standingBasis = "1.18"

    /// An exchange with all its facts.
    ///
    /// `priceOffset` is a plain decimal number, with no more digits than the instrument's prices; balances likewise, with
    /// up to eight decimals.
    public init(
        _ venue: ExchangeVenue,
        _ instrument: ExchangeInstrument,
        playback: PlaybackClock,
        priceOffset: String = "0",
        security: ServerSecurity,
        port: UInt16 = 0,
        accounts: [TradingAccount] = []
    ) throws(DecimalError) {
        self.venue = venue
        self.instrument = instrument
        self.playback = playback
        self.priceOffset = Price(units: try DecimalText.parse(priceOffset, unit: instrument.priceUnit))
        self.security = security
        self.port = port
        self.accounts = accounts
        var ledger = AccountLedger(instrument)
        for account in accounts { try ledger.open(account.balances) }
    }
}
