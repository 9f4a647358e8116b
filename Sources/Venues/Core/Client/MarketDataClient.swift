public import Books

/// The abstract streaming client of one venue's market data.
///
/// It streams for as long as it runs: an outage is an event (``FeedState``), never an end and never an error, and
/// recovery is its own matter. Events reach the trader through the mailbox that it was made with. What differs
/// between venues is the ``MarketDataSession`` behind it.
public protocol MarketDataClient: Sendable {
    /// The console's slot of the venue.
    var venue: VenueID { get }

    /// The name for people and logs.
    var name: String { get }

    /// Streams until the task is cancelled.
    func run() async

    /// Asks for something, from any thread; it is done soon, not at once.
    func send(_ command: FeedCommand)
}
