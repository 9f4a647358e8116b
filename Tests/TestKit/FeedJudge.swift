public import Books

/// Follows what one feed says and notes everything that a feed must never say.
///
/// It is the conservation law of all feeds: a book is live only after it came as a whole, what is lost stays lost until
/// then, and a venue's numbers do not go back within one book.
public struct FeedJudge: Sendable {
    /// The book, as the updates build it.
    public private(set) var book = OrderBook()
    /// What the feed last said the book is worth.
    public private(set) var state = FeedState.connecting
    /// What was wrong, in words.
    public private(set) var violations: [String] = []
    /// How many updates came.
    public private(set) var updates = 0

    private let venue: VenueID
    private var needsSnapshot = true
    private var sequence: UInt64 = 0

    /// A judge of the feed of `venue` that has heard nothing yet.
    public init(venue: VenueID = VenueID(slot: 0)) {
        self.venue = venue
    }

    /// Takes in what was said, in order.
    public mutating func watch(_ batch: borrowing MarketBatch) {
        for event in batch.events {
            switch event {
            case .book(let update): watch(update, batch.levels)
            case .state(let venue, let state, _): watch(state, venue)
            case .top(let top): if top.venue != venue { violations.append("a top of another venue") }
            case .trade(let trade): if trade.venue != venue { violations.append("a trade of another venue") }
            case .listing(let venue, _), .heard(let venue, _), .timing(let venue, _):
                if venue != self.venue { violations.append("news of another venue") }
            }
        }
    }

    private mutating func watch(_ update: BookUpdate, _ levels: [PriceLevel]) {
        updates += 1
        if update.venue != venue { violations.append("an update of another venue") }
        let ranges = [update.bids, update.asks]
        guard ranges.allSatisfy({ 0 <= $0.lowerBound && $0.upperBound <= levels.count }) else {
            violations.append("an update whose levels are not there")
            return
        }
        if ranges.joined().contains(where: { levels[$0].price.units < 0 || levels[$0].quantity < .zero }) {
            violations.append("a negative price or quantity")
        }
        switch update.kind {
        case .snapshot:
            needsSnapshot = false
        case .delta:
            if needsSnapshot { violations.append("a change of a book that was lost") }
            if update.sequence < sequence { violations.append("\(update.sequence) after \(sequence)") }
        }
        sequence = update.sequence
        book.apply(update, levels: levels)
    }

    private mutating func watch(_ state: FeedState, _ venue: VenueID) {
        if venue != self.venue { violations.append("a state of another venue") }
        if state.isLive, needsSnapshot { violations.append("live without a whole book after \(self.state)") }
        if state.losesBook { needsSnapshot = true }
        self.state = state
    }
}
