import Books
import Testing

/// Events and levels that are gathered, joined and cut.
@Suite("A batch of market events")
struct MarketBatchTests {
    static let venue = VenueID(slot: 2)

    /// Adds an update whose bids and asks have these prices.
    static func add(_ bids: [Int64], _ asks: [Int64], to batch: inout MarketBatch) {
        let start = batch.levels.count
        batch.levels += (bids + asks).map { PriceLevel(price: Price(units: $0), quantity: Quantity(units: 1)) }
        let update = BookUpdate(
            venue: venue,
            kind: .delta,
            sequence: UInt64(start),
            exchangeTime: nil,
            receiveTime: MonotonicTime(nanoseconds: 0),
            depth: nil,
            bids: start..<(start + bids.count),
            asks: (start + bids.count)..<(start + bids.count + asks.count)
        )
        batch.append(.book(update))
    }

    /// The prices of each update, and nothing for other events.
    static func prices(_ batch: MarketBatch) -> [[Int64]] {
        batch.events.map { event in
            guard case .book(let update) = event else { return [] }
            return (Array(update.bids) + Array(update.asks)).map { batch.levels[$0].price.units }
        }
    }

    @Test("Joined batches keep every event with its own levels, in order")
    func joins() {
        var first = MarketBatch()
        Self.add([1, 2], [3], to: &first)
        first.append(.heard(Self.venue, at: MonotonicTime(nanoseconds: 5)))
        var second = MarketBatch()
        Self.add([], [4, 5], to: &second)
        Self.add([6], [], to: &second)
        first.append(contentsOf: second)
        first.append(contentsOf: MarketBatch())
        #expect(Self.prices(first) == [[1, 2, 3], [], [4, 5], [6]])
        #expect(first.levels.count == 6)
    }

    @Test("The levels of an unreadable message are taken back")
    func truncation() {
        var batch = MarketBatch()
        Self.add([1], [2], to: &batch)
        let mark = batch.levels.count
        batch.levels.append(PriceLevel(price: Price(units: 9), quantity: .zero))
        batch.truncateLevels(to: mark)
        Self.add([3], [], to: &batch)
        #expect(Self.prices(batch) == [[1, 2], [3]])
    }

    @Test("An emptied batch is as good as a new one")
    func emptied() {
        var batch = MarketBatch()
        #expect(batch.isEmpty)
        Self.add([1], [2], to: &batch)
        #expect(!batch.isEmpty)
        batch.removeAll()
        #expect(batch.isEmpty)
        #expect(batch == MarketBatch())
    }
}
