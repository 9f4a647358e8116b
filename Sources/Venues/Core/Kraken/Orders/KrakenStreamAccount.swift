import Books

/// The account as the snapshots tell it with which the private stream begins: open orders, the last trades, balances.
///
/// They cost nothing of the budget of requests, of which a console that was started again may have none left.
struct KrakenStreamAccount: Sendable {
    /// How many trades such a snapshot has at most (Kraken's `snap_trades`).
    private static let tradesLimit = 50
    /// How long the snapshots are waited for before the account is asked for by REST.
    private static let patience = TimeSpan.seconds(2)

    /// When the stream was asked for.
    let askedAt: MonotonicTime
    /// From when on trades are wanted; nil until the account is asked for.
    var since: WallTime?
    /// Nil until the first snapshot.
    private var openOrders: [VenueOrder]?
    private var trades: [AccountTrade] = []
    /// How many trades were told, those of other instruments among them, and when the first of them was.
    private var told = 0
    private var oldest: WallTime?
    private var balances: [AssetBalance]?

    init(askedAt: MonotonicTime) {
        self.askedAt = askedAt
    }

    /// When it is no longer waited for, nor worth anything.
    var dueAt: MonotonicTime { askedAt + Self.patience }

    /// Takes a snapshot of orders and trades in, and when all trades were that it has, also those of other instruments.
    ///
    /// One that comes in several messages is whole when the balances are there, which were asked for after it.
    mutating func add(_ orders: [VenueOrder], _ trades: [AccountTrade], tradedAt times: [WallTime]) {
        openOrders = (openOrders ?? []) + orders
        self.trades += trades
        told += times.count
        if let first = times.min() { oldest = min(oldest ?? first, first) }
    }

    /// Takes the balances in.
    mutating func add(_ balances: [AssetBalance]) {
        self.balances = balances
    }

    /// The account, with the trades as far back as the stream tells them; nil while something is missing.
    ///
    /// That is enough to begin with: an order whose end is not known is asked about by itself, and where an older trade is
    /// missing the balances differ, and the account is read again.
    func snapshot(of venue: VenueID) -> AccountSnapshot? {
        guard let since, let openOrders, let balances else { return nil }
        let sorted = trades.sorted { ($0.time, $0.fill.trade) < ($1.time, $1.fill.trade) }
        var start = since.nanoseconds
        // Of several trades at the same time the first ones may be missing.
        if told >= Self.tradesLimit, let oldest, oldest.nanoseconds < .max {
            start = max(start, oldest.nanoseconds + 1)
        }
        return AccountSnapshot(
            venue: venue,
            askedAt: askedAt,
            openOrders: openOrders,
            trades: sorted.filter { $0.time >= start },
            tradesSince: WallTime(nanoseconds: start),
            balances: balances
        )
    }
}

extension AccountTrade {
    /// When it was, in nanoseconds; what has no time counts as the newest.
    fileprivate var time: Int64 { fill.exchangeTime?.nanoseconds ?? .max }
}
