import Books
import Venues

/// The trading half of the simulated Kraken: its engine, its clients' tokens and what is under way between them.
struct KrakenTrading: Sendable {
    /// Orders and ledger.
    var engine: OrderEngine
    /// What checks signatures; nil where nobody has an account.
    let digests: (any MessageDigests)?
    /// What was given out to open private subscriptions.
    var tokens: [Token] = []
    /// How many tokens were given out.
    var tokenCount: Int64 = 0
    /// What each account did lately.
    var desks: [Desk]
    /// Requests on their way to the engine.
    var pending: [Pending] = []
    /// Answers that come late.
    var late = LateEffects()
    /// What is done to private events.
    var events = PrivateEvents()

    /// A token for the WebSocket.
    struct Token: Sendable, Hashable {
        let text: String
        let account: Int
        let end: MonotonicTime
    }

    /// What an account did lately.
    struct Desk: Sendable {
        /// The greatest nonce so far.
        var nonce: UInt64 = 0
        /// The counter of REST calls.
        var calls: DecayingCounter
        /// The counter of orders of the pair.
        var orders: DecayingCounter
        /// When the dead man's switch acts.
        var timer: MonotonicTime?
    }

    /// A request on its way to the engine.
    struct Pending: Sendable {
        let call: KrakenCall
        let due: MonotonicTime
    }

    /// For how long a token can be used.
    static let tokenLife = TimeSpan.seconds(900)

    /// A trading half without orders.
    init(
        _ instrument: ExchangeInstrument,
        accounts: [TradingAccount],
        digests: (any MessageDigests)?
    ) throws(DecimalError) {
        engine = OrderEngine(instrument, .kraken)
        self.digests = digests
        desks = accounts.map { account in
            Desk(
                calls: DecayingCounter(limit: account.tier.callLimit, decay: account.tier.callDecay),
                orders: DecayingCounter(limit: account.tier.tradingLimit, decay: account.tier.tradingDecay)
            )
        }
        for account in accounts { try engine.open(account) }
    }

    /// A trading half that nobody has an account at.
    init(_ instrument: ExchangeInstrument) {
        engine = OrderEngine(instrument, .kraken)
        digests = nil
        desks = []
    }

    /// When something of it is due.
    var deadline: MonotonicTime? {
        (desks.compactMap(\.timer) + pending.map(\.due) + [late.due].compactMap(\.self)).min()
    }
}
