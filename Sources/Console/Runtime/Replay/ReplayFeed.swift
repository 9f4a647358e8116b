import Books
import Recording
import Venues

/// A venue's feed in a replay: recorded records and the replay's time go in, market events come out.
///
/// No thread, no socket and no clock: the driver tells it the time.
protocol ReplayFeed: AnyObject {
    /// When ``deadlineReached(at:into:)`` is due if nothing else happens before; nil while nothing is.
    var deadline: MonotonicTime? { get }

    /// Whether it is told of connections' beginnings and ends, or sees the stream alone.
    var hasConnections: Bool { get }

    /// Begins.
    func start(at now: MonotonicTime, into outcome: inout ReplayOutcome)

    /// Takes the next record of the venue in.
    func take(_ record: borrowing CaptureRecord, at now: MonotonicTime, into outcome: inout ReplayOutcome)

    /// Does what the trader asks for.
    func obey(_ command: FeedCommand, at now: MonotonicTime, into outcome: inout ReplayOutcome)

    /// Does what its deadline is for.
    func deadlineReached(at now: MonotonicTime, into outcome: inout ReplayOutcome)
}

/// What one step of a feed led to.
struct ReplayOutcome {
    /// Market events for the trader, in order.
    var market = MarketBatch()
    /// Sentences for the log.
    var notes: [String] = []

    /// Forgets everything and keeps the memory.
    mutating func removeAll() {
        market.removeAll()
        notes.removeAll(keepingCapacity: true)
    }
}
