public import Books
public import Strategy

/// Where the orders of a replay go, in the replay's own time.
///
/// No thread, no socket and no clock: the driver tells it the time, and the market as it is played.
public protocol ReplayOrderPath: AnyObject {
    /// What the trader's execution begins with.
    var settings: ExecutionSettings { get }

    /// By which rules a venue trades until its recording tells other ones; nil where it takes no orders.
    func listing(of venue: VenueID) -> VenueListing?

    /// When ``advance(to:into:)`` is wanted if nothing else happens before; nil while it is not.
    var deadline: MonotonicTime? { get }

    /// Begins.
    func start(at now: MonotonicTime)

    /// Takes in what happens on a venue's market, before the trader hears of it.
    func play(_ market: borrowing MarketBatch, of venue: VenueID, at now: MonotonicTime)

    /// Sends a new order.
    func submit(_ request: OrderRequest, at now: MonotonicTime)

    /// Carries out what else of an effect concerns orders.
    func perform(_ effect: TraderEffect, at now: MonotonicTime)

    /// Does what is due, and gives what the trader is to hear.
    func advance(to now: MonotonicTime, into events: inout [ExecutionEvent])

    /// What the venues' own books say of our account, by slot; nil where a venue takes no orders.
    var accounts: [ReplayAccount?] { get }
}
