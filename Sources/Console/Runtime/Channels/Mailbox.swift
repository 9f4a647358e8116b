public import Books
public import Strategy
import Synchronization
public import Threads

/// The trader's inbox: feeds and the person put in, the trader takes everything out at once.
///
/// The taker swaps its empty batch for the full one, so nothing is allocated per event and the lock is held for
/// a copy at most. It is bounded: what does not fit is refused as a whole, and the feed has to fetch its book anew.
/// States, listings and commands always fit: there are few of them, and losing one would be a lie.
public final class Mailbox: Sendable {
    /// What the trader takes out.
    public struct Contents: Sendable {
        /// Market events of all feeds, each feed's in its own order.
        public var market = MarketBatch()
        /// Commands in order.
        public var commands: [OperatorCommand] = []

        /// Nothing.
        public init() {}

        /// Whether there is nothing in it.
        public var isEmpty: Bool { market.isEmpty && commands.isEmpty }

        /// Empties it and keeps the memory.
        public mutating func removeAll() {
            market.removeAll()
            commands.removeAll(keepingCapacity: true)
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

    /// Puts a feed's events in; false if they did not fit and were refused but for states and listings.
    public func put(_ batch: borrowing MarketBatch) -> Bool {
        let (fits, wasEmpty) = contents.withLock { contents in
            let wasEmpty = contents.isEmpty
            let fits =
                contents.market.levels.count + batch.levels.count <= Self.levelLimit
                && contents.market.events.count + batch.events.count <= Self.eventLimit
            if fits {
                contents.market.append(contentsOf: batch)
            } else {
                for event in batch.events where event.isIndispensable { contents.market.append(event) }
            }
            return (fits, wasEmpty)
        }
        // Only the first of many wakes: the taker takes everything.
        if wasEmpty { wake.wake() }
        return fits
    }

    /// Puts a person's command in.
    public func put(_ command: OperatorCommand) {
        contents.withLock { $0.commands.append(command) }
        wake.wake()
    }

    /// Swaps everything that waits for `taken`, which must be empty.
    public func take(into taken: inout Contents) {
        contents.withLock { swap(&$0, &taken) }
    }
}

extension MarketEvent {
    /// Whether losing it would leave something wrong on the screen or in the matchable book.
    fileprivate var isIndispensable: Bool {
        switch self {
        case .state, .listing: true
        case .book, .top, .trade, .heard: false
        }
    }
}
