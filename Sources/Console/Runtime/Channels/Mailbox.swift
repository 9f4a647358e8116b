public import Books
public import Strategy
import Synchronization
public import Threads

/// The trader's inbox: feeds and the person put in, the trader takes everything out at once.
///
/// The taker swaps its empty batch for the full one, so nothing is allocated per event and the lock is held for
/// a copy at most. It is bounded: a batch that does not fit is refused, and the feed has to fetch its book anew.
/// States, listings and commands always fit: there are few of them, and losing one would be a lie. In the place of
/// refused changes stands that the book is lost, so that the trader knows of the hole as soon as it is there.
public final class Mailbox: Sendable {
    /// What the trader takes out.
    public struct Contents: Sendable {
        /// Market events of all feeds, each feed's in its own order.
        public var market = MarketBatch()
        /// What execution clients say, each client's in its own order.
        public var execution: [ExecutionEvent] = []
        /// Commands in order.
        public var commands: [OperatorCommand] = []
        /// The number of the last closing of the gate that one of the commands tells of; 0 where none does.
        public var closing: UInt64 = 0

        /// Nothing.
        public init() {}

        /// Whether there is nothing in it.
        public var isEmpty: Bool { market.isEmpty && execution.isEmpty && commands.isEmpty }

        /// Empties it and keeps the memory.
        public mutating func removeAll() {
            market.removeAll()
            execution.removeAll(keepingCapacity: true)
            commands.removeAll(keepingCapacity: true)
            closing = 0
        }
    }

    /// How many level changes may wait: about a minute of two busy venues.
    public static let levelLimit = 1_000_000
    /// How many events may wait.
    public static let eventLimit = 200_000

    /// Readable when something was put in.
    public let wake: WakeDescriptor

    private let contents = Mutex(Contents())

    /// An empty mailbox.
    public init() {
        wake = WakeDescriptor()
    }

    /// Puts a feed's events in; false if changes of its book were among them and did not fit.
    ///
    /// What is refused beside them, tops, trades and signs of life, is no loss that a new book would make good.
    public func put(_ batch: borrowing MarketBatch) -> Bool {
        let (isWhole, wasEmpty) = contents.withLock { contents in
            let wasEmpty = contents.isEmpty
            let fits =
                contents.market.levels.count + batch.levels.count <= Self.levelLimit
                && contents.market.events.count + batch.events.count <= Self.eventLimit
            guard fits else { return (Self.keepIndispensable(batch.events, in: &contents.market), wasEmpty) }
            contents.market.append(contentsOf: batch)
            return (true, wasEmpty)
        }
        // Only the first of many wakes: the taker takes everything.
        if wasEmpty { wake.wake() }
        return isWhole
    }

    /// Appends what must not be lost, and in the place of lost changes that the book is lost; true if none were.
    private static func keepIndispensable(_ events: [MarketEvent], in market: inout MarketBatch) -> Bool {
        var isWhole = true
        for event in events {
            switch event {
            case .state(let venue, let state, _):
                if lastState(of: venue, in: market) != state { market.append(event) }
            case .listing:
                market.append(event)
            case .book(let update):
                isWhole = false
                let lost = FeedState.resyncing(.overflow)
                guard lastState(of: update.venue, in: market) != lost else { continue }
                market.append(.state(update.venue, lost, at: update.receiveTime))
            case .top, .trade, .heard, .timing:
                continue
            }
        }
        return isWhole
    }

    /// What stands last about a venue behind the events that did fit; nil if nothing does.
    ///
    /// A state that stands there already is not put in again: while nobody takes, it could come without end.
    private static func lastState(of venue: VenueID, in market: borrowing MarketBatch) -> FeedState? {
        for event in market.events.reversed() {
            switch event {
            case .state(venue, let state, _): return state
            case .state, .listing: continue
            case .book, .top, .trade, .heard, .timing: return nil
            }
        }
        return nil
    }

    /// Puts a person's command in; where the gate was closed for it at once, with the number of that closing.
    public func put(_ command: OperatorCommand, closing: UInt64? = nil) {
        contents.withLock { contents in
            contents.commands.append(command)
            if let closing { contents.closing = max(contents.closing, closing) }
        }
        wake.wake()
    }

    /// Puts what an execution client says in; it always fits.
    ///
    /// There is no bound: evidence must not be lost, and there is no more of it than orders and questions of ours ask for.
    public func put(_ events: [ExecutionEvent]) {
        guard !events.isEmpty else { return }
        contents.withLock { $0.execution.append(contentsOf: events) }
        wake.wake()
    }

    /// Swaps everything that waits for `taken`, which must be empty.
    public func take(into taken: inout Contents) {
        contents.withLock { swap(&$0, &taken) }
    }
}
