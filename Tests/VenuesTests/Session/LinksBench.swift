import Books
import TestKit
import Venues

/// Two connections on the bench: what each says is written down, what is published is judged.
struct LinksBench {
    var now = MonotonicTime(nanoseconds: 5_000_000_000_000)
    private(set) var judge = FeedJudge()
    /// The acts of the last step, beside words for the log.
    private(set) var acts: [LinkEffects.Act] = []
    /// The numbers of the published changes.
    private(set) var published: [UInt64] = []
    /// Whether they were whole books.
    private(set) var kinds: [BookUpdate.Kind] = []
    /// The states that were said from the first time live on.
    private(set) var stated: [FeedState] = []
    /// How many events came beside changes and states.
    private(set) var others = 0

    private var links: FeedLinks
    private var effects = LinkEffects()

    init(_ continuity: MarketDataCapabilities.Continuity, count: Int) {
        links = FeedLinks(venue: VenueID(slot: 0), continuity: continuity, count: count)
        links.start(into: &effects)
        take()
    }

    /// A connection says something in one step.
    mutating func say(_ link: LinkID, _ build: (inout MarketBatch) -> Void) {
        var batch = MarketBatch()
        build(&batch)
        links.take(batch, from: link, at: now, into: &effects)
        take()
    }

    /// A connection says that it is about to end.
    mutating func end(_ link: LinkID) {
        links.willEnd(link, "its time is over", at: now, into: &effects)
        take()
    }

    /// Somebody asks for something.
    mutating func command(_ command: FeedCommand) {
        links.handle(command, at: now, into: &effects)
        take()
    }

    private mutating func take() {
        judge.watch(effects.market)
        for event in effects.market.events {
            switch event {
            case .book(let update):
                published.append(update.sequence)
                kinds.append(update.kind)
            case .state(_, let state, _):
                if state.isLive || !stated.isEmpty { stated.append(state) }
            case .top, .trade, .listing, .heard, .timing:
                others += 1
            }
        }
        acts = effects.acts.filter { if case .note = $0 { false } else { true } }
        effects.removeAll()
    }
}
