public import Books

/// The abstract client of one venue's orders: it sends what it is given once, and tells all that is said about it.
///
/// It runs for as long as its task does: an outage is an event (``OrderLinkState``), never an end and never an error. A
/// new order is never sent twice, whatever fails; what is not known is told as not known (``Ambiguity``). What differs
/// between venues is the session behind it.
public protocol ExecutionClient: Sendable {
    /// The console's slot of the venue.
    var venue: VenueID { get }

    /// The name for people and logs.
    var name: String { get }

    /// Works until the task is cancelled.
    func run() async

    /// Asks for something, from any thread; it is done soon, not at once.
    func send(_ command: OrderCommand)
}
