public import Books

/// The connections to one venue seen as one feed: whichever is first is heard, and one may end while another goes on.
///
/// Each connection proves its own book (``FeedMachine``); this machine decides which of their proved changes are
/// published. One rule for each kind of proof:
///
/// - *Range* (numbered changes). The published book stands at the number S. A change up to u of a connection is published
///   if u > S and withheld otherwise. That leaves no hole: each connection is without gaps, and none is ahead of S, for
///   what puts it ahead is published. A change that reaches back behind S repeats what is in the book: quantities are
///   absolute.
/// - *Checksum* (no numbers). The published book carries the engine's time T of its last change. A change later than T is
///   published; as it stands if the connection's book before it was the published one, and otherwise as the connection's
///   whole book. Which of the two it is, is not guessed: when a connection reaches T, its book is compared with the
///   published one level by level. So what is published is at every moment a book that a connection has proved by its checksum.
///
/// A connection that stays behind for a second while no live one tells anything newer shows that the number or the time
/// that it does not reach was not believable: the book is fetched anew over it.
///
/// The venue is live while a connection is live whose book has been published, halted as soon as one says so, and
/// otherwise what its best connection is. A connection that is about to end is replaced first: the other one takes over
/// when it is live, and only then the old one is given up.
public struct FeedLinks: Sendable {
    /// One connection, as its events tell.
    struct Link: Sendable {
        /// What it says its book is worth.
        var state = FeedState.connecting
        /// Whether it is about to end and waits to be relieved.
        var isEnding = false
        /// The number of the last change of its book; nil while it has no whole book.
        var position: UInt64?
        /// Since when it has been behind the published book.
        var behindSince: MonotonicTime?
        /// Its book, where books have to be compared.
        var book: OrderBook?
        /// The last change of its book, where books have to be compared.
        var update: BookUpdate?
        /// The engine's time of the last change of its book.
        var time: WallTime?
        /// Whether its book is the published one.
        var isInStep = false
    }

    /// The book as the trader has it.
    struct Published: Sendable {
        /// What was last said that it is worth.
        var state: FeedState?
        /// The number of its last change; nil while there is no whole book.
        var position: UInt64?
        /// The engine's time of its last change.
        var time: WallTime?
        /// Whose change that was.
        var lead: LinkID?
        /// The book, where connections' books have to be compared with it.
        var book: OrderBook?
        /// The last stated top.
        var top: UInt64?
        /// The last trade, and who told it.
        var trade: (identifier: Int64, from: LinkID)?
        /// The last rules that were told.
        var listing: VenueListing?
    }

    /// How long a connection may be behind while it is heard, before it is believed.
    static var behindBound: TimeSpan { .seconds(1) }

    // Not private: the merge stands in a file of its own.
    let venue: VenueID
    let continuity: MarketDataCapabilities.Continuity
    /// How many connections there are to be when none is being replaced.
    let wanted: Int
    var links: [Link?]
    var published = Published()
    /// Why the trader does not want the published book any more; nil once a whole one was published.
    var rejected: ResyncReason?
    /// How many changes were published where the venue has no numbers.
    var proved: UInt64 = 0

    /// The connections of a feed that wants `count` of them, one or two.
    public init(venue: VenueID, continuity: MarketDataCapabilities.Continuity, count: Int) {
        self.venue = venue
        self.continuity = continuity
        wanted = min(max(count, 1), LinkID.limit)
        links = Array(repeating: nil, count: LinkID.limit)
    }

    // MARK: - Inputs

    /// Starts as many connections as are wanted.
    public mutating func start(into effects: inout LinkEffects) {
        for link in LinkID.all.prefix(wanted) { start(link, &effects) }
    }

    /// Takes what a connection has said in one step; what is published of it stands in the effects.
    public mutating func take(
        _ batch: borrowing MarketBatch,
        from link: LinkID,
        at now: MonotonicTime,
        into effects: inout LinkEffects
    ) {
        // A connection that was given up may still say what it read before it knew.
        guard links[link.slot] != nil else { return }
        for index in batch.events.indices {
            switch batch.events[index] {
            case .state(_, let state, _):
                setState(state, of: link, at: now, &effects)
            case .book(let update):
                merge(update, batch.levels, from: link, at: now, &effects)
            case .top(let top):
                guard top.sequence > published.top ?? 0 || isAlone(link) else { continue }
                published.top = top.sequence
                effects.market.append(.top(top))
            case .trade(let trade):
                take(trade, from: link, &effects)
            case .listing(_, let listing):
                guard listing != published.listing else { continue }
                published.listing = listing
                effects.market.append(batch.events[index])
            case .heard:
                effects.market.append(batch.events[index])
            case .timing:
                guard published.lead ?? link == link else { continue }
                effects.market.append(batch.events[index])
            }
        }
        watchBehind(link, at: now, &effects)
        relieve(at: now, &effects)
        restate(at: now, &effects)
    }

    /// Takes in that a connection is going to end.
    public mutating func willEnd(
        _ link: LinkID,
        _ cause: String,
        at now: MonotonicTime,
        into effects: inout LinkEffects
    ) {
        guard links[link.slot]?.isEnding == false else { return }
        links[link.slot]?.isEnding = true
        if links[link.other.slot] == nil { start(link.other, &effects) }
        effects.acts.append(.note("another connection takes over from this one: \(cause)"))
        relieve(at: now, &effects)
        restate(at: now, &effects)
    }

    /// Does what the trader or a person asks for, with every connection.
    public mutating func handle(_ command: FeedCommand, at now: MonotonicTime, into effects: inout LinkEffects) {
        switch command {
        case .resync(let reason):
            // Which connection is to blame cannot be known: the book is fetched anew over each.
            forgetBook()
            rejected = reason
            for link in LinkID.all where links[link.slot] != nil { effects.acts.append(.resync(link, reason)) }
            restate(at: now, &effects)
        case .reconnect:
            for link in LinkID.all where links[link.slot] != nil { effects.acts.append(.renew(link)) }
        }
    }

    // MARK: - Connections

    private mutating func start(_ link: LinkID, _ effects: inout LinkEffects) {
        links[link.slot] = Link()
        effects.acts.append(.start(link))
    }

    /// Lets a connection that is about to end go, once the other one is live.
    private mutating func relieve(at now: MonotonicTime, _ effects: inout LinkEffects) {
        for link in LinkID.all {
            guard links[link.slot]?.isEnding == true, let other = links[link.other.slot] else { continue }
            let isLost = links[link.slot]?.state.losesBook == true
            guard other.state.isLive || isLost else { continue }
            // Where both are about to end, one is renewed and the other one has to hold out until that is live.
            guard !other.isEnding || link.slot < link.other.slot else { continue }
            if isLost, other.isEnding || wanted == LinkID.limit {
                // It makes its next connection by itself.
                links[link.slot]?.isEnding = false
            } else if other.isEnding || wanted == LinkID.limit {
                links[link.slot] = Link()
                effects.acts.append(.renew(link))
            } else {
                links[link.slot] = nil
                effects.acts.append(.retire(link))
                takeOver(link.other, &effects)
            }
            return
        }
    }

    private mutating func setState(
        _ state: FeedState,
        of link: LinkID,
        at now: MonotonicTime,
        _ effects: inout LinkEffects
    ) {
        links[link.slot]?.state = state
        guard state.losesBook else { return restate(at: now, &effects) }
        links[link.slot]?.position = nil
        links[link.slot]?.behindSince = nil
        links[link.slot]?.book = nil
        links[link.slot]?.time = nil
        links[link.slot]?.isInStep = false
        restate(at: now, &effects)
    }

    /// Whether there is no other connection.
    func isAlone(_ link: LinkID) -> Bool { links[link.other.slot] == nil }

    // MARK: - The state

    /// Says what the venue's book is worth, if that is not what was said last.
    mutating func restate(at now: MonotonicTime, _ effects: inout LinkEffects) {
        let state = merged
        guard state != published.state else { return }
        if state.losesBook { forgetBook() }
        published.state = state
        effects.market.append(.state(venue, state, at: now))
    }

    /// Forgets the published book: the next one has to come as a whole.
    mutating func forgetBook() {
        published.position = nil
        published.time = nil
        published.lead = nil
        published.book = nil
        published.top = nil
        for slot in links.indices { links[slot]?.isInStep = false }
    }

    private var merged: FeedState {
        var best: FeedState?
        for link in links {
            guard let link else { continue }
            if link.state == .halted { return .halted }
            if best.map({ Self.rank(link.state) > Self.rank($0) }) ?? true { best = link.state }
        }
        let state = best ?? .connecting
        // A connection may be live before it has heard that the trader rejects the book.
        guard !state.losesBook, published.position == nil else { return state }
        return rejected.map { .resyncing($0) } ?? .syncing
    }

    /// How near a connection is to a book that can be used.
    private static func rank(_ state: FeedState) -> Int {
        switch state {
        case .live: 9
        case .lagging: 8
        case .stale: 7
        case .halted: 6
        case .resyncing: 5
        case .barred: 4
        case .syncing: 3
        case .connecting: 2
        case .distrusted: 1
        case .down: 0
        }
    }
}
