import Books
import Venues

/// The trading half of the simulated Binance: its engine, its clients' sessions and what is under way between them.
struct BinanceTrading: Sendable {
    /// Orders and ledger.
    var engine: OrderEngine
    /// What checks signatures; nil where nobody has an account.
    let digests: (any MessageDigests)?
    /// The connections to the WebSocket API.
    var sessions = ConnectionTable<Session>()
    /// What the accounts sent, by account.
    var rates: [BinanceOrderRate]
    /// Requests on their way to the engine.
    var pending: [Pending] = []
    /// Answers that come late.
    var late = LateEffects()
    /// What is done to private events.
    var events = PrivateEvents()
    /// The number of the last execution report.
    var lastExecution: Int64 = 8_000_000

    /// One client's connection to the WebSocket API.
    struct Session: Sendable {
        /// Its pings and its end.
        var keepAlive: BinanceKeepAlive
        /// The unit of the times that it is told.
        let unit: BinanceTimeUnit
        /// When it was opened.
        let openedAt: WallTime
        /// As whom it is logged on.
        var logOn: LogOn?
        /// The private events that it gets.
        var subscriptions: [Subscription] = []
        /// How many subscriptions it has had.
        var count: Int64 = 0
    }

    /// A key that a connection has shown once, for all that it asks from then on.
    struct LogOn: Sendable, Hashable {
        let account: Int
        let since: WallTime
    }

    /// A subscription to an account's events.
    struct Subscription: Sendable, Hashable {
        let number: Int64
        let account: Int
        /// Whether it ends with the log-on.
        let isOfLogOn: Bool
    }

    /// A request on its way to the engine.
    struct Pending: Sendable {
        let call: BinanceCall
        let due: MonotonicTime
    }

    /// A trading half without orders.
    init(
        _ instrument: ExchangeInstrument,
        accounts: [TradingAccount],
        digests: (any MessageDigests)?
    ) throws(DecimalError) {
        engine = OrderEngine(instrument, .binance)
        self.digests = digests
        rates = accounts.map { _ in BinanceOrderRate() }
        for account in accounts { try engine.open(account) }
    }

    /// A trading half that nobody has an account at.
    init(_ instrument: ExchangeInstrument) {
        engine = OrderEngine(instrument, .binance)
        digests = nil
        rates = []
    }

    /// When something of it is due.
    var deadline: MonotonicTime? {
        let pings = sessions.indices.map { sessions[place: $0].keepAlive.deadline }
        return (pings + pending.map(\.due) + [late.due].compactMap(\.self)).min()
    }
}
