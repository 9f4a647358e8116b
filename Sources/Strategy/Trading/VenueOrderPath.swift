public import Books

/// What is known of the way for orders to one venue, and of the account at its end.
public struct VenueOrderPath: Sendable {
    /// Where the connection stands.
    public internal(set) var link = OrderLinkState.connecting
    /// Since when.
    public internal(set) var linkSince: MonotonicTime
    /// What a person lets through.
    public internal(set) var gate = VenueGateMode.open
    /// What is known of the clock by which the venue checks our requests; nil before it was measured.
    public internal(set) var clock: ClockEstimate?
    /// Until when the venue cancels everything if it does not hear from us; nil while it would not.
    public internal(set) var deadMansSwitch: MonotonicTime?
    /// When the account was last read as a whole, and found to be what we think it is.
    public internal(set) var reconciledAt: MonotonicTime?
    /// Whether the account was read since the connection came up.
    public internal(set) var isReconciled = false
    /// Whether a reading since then has found the balances to be what the fills make them, or a person took them as they are.
    public internal(set) var wasCompared = false
    /// How many open orders at the venue are not ours.
    public internal(set) var foreignOrders = 0
    /// How the venue's balances differ from what the fills make them; nil while they do not.
    public internal(set) var drift: AccountDrift?

    /// Until when nothing new is sent there because too much went wrong; nil while enough goes well.
    public var breakerOpenUntil: MonotonicTime? { breaker.openUntil }

    var breaker: VenueBreaker
    /// What the feed says of the market.
    var market = MarketState.away
    /// The one order that the venue was given on its way back from a hold; nil before it.
    var trial: ClientOrderID?
    /// When the venue's own switch is to be renewed; nil while it is not wanted, or was never set.
    var switchAt: MonotonicTime?
    /// When the venue is to be told again to forget it; nil while it was not.
    var switchOffAt: MonotonicTime?
    /// Whether the venue may still have a switch of ours that would go off.
    var hasSwitch = false
    /// From when on trades are read: a while before the venue's latest stamp of one.
    var readSince = WallTime(nanoseconds: 0)
    /// When the account has to be read next.
    var readAt: MonotonicTime?
    /// When the reading that is under way was asked for.
    var readAskedAt: MonotonicTime?
    /// What the account held before anything of this session was filled; nil before it was first read.
    var opening: AccountOpening?
    /// Whether the last reading has found the balances to be what the fills make them.
    var isCompared = false
    /// Whether the account is to be read as soon as nothing of ours is open or in doubt there.
    var wantsComparison = false
    /// A difference of balances that was seen once; nil if the last comparison found none.
    var driftSeen: AccountDrift?
    /// What was refused lately, newest last.
    var refusals: [(code: String, at: MonotonicTime)] = []

    /// Whether new orders may take this way, by all that is known of it.
    var letsOrders: Bool {
        link.isReady && isReconciled && wasCompared && !gate.isClosed && breaker.openUntil == nil
    }

    init(since: MonotonicTime, seed: UInt64) {
        breaker = VenueBreaker(seed: seed)
        linkSince = since
    }

    /// Notes that the balances were compared, and agree.
    mutating func noteComparison() {
        isCompared = true
        wasCompared = true
    }
}
