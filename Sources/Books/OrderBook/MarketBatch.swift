/// Market events in order, with the levels of their book updates in one buffer beside them.
///
/// A batch is filled, handed over, emptied with its memory kept, and filled again: nothing is allocated per message.
public struct MarketBatch: Sendable, Equatable {
    /// The events in order.
    public private(set) var events: [MarketEvent] = []
    /// The levels that the book updates among the events point to.
    public var levels: [PriceLevel] = []

    /// An empty batch.
    public init() {}

    /// Whether there is nothing in it.
    public var isEmpty: Bool { events.isEmpty }

    /// Appends an event whose levels, if it has any, stand in ``levels`` already.
    public mutating func append(_ event: MarketEvent) {
        events.append(event)
    }

    /// Appends all events and levels of another batch.
    public mutating func append(contentsOf other: borrowing MarketBatch) {
        let offset = levels.count
        levels.append(contentsOf: other.levels)
        for event in other.events {
            if case .book(let update) = event {
                events.append(.book(update.shifted(by: offset)))
            } else {
                events.append(event)
            }
        }
    }

    /// Removes the levels from `count` on: for a message that turned out to be unreadable.
    public mutating func truncateLevels(to count: Int) {
        levels.removeLast(levels.count - count)
    }

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        levels.removeAll(keepingCapacity: true)
    }
}
