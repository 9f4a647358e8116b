import Books
import Runtime
import Strategy
import Synchronization
import Threads
import Venues

/// The trader of a test: it owns the books as the console's does, and looks after every batch whether what counts as
/// live is a state that the exchange's book really was in, and none from before.
final class Judge: Sendable {
    /// What a venue was worth, and from when on.
    struct Entry: Sendable {
        let state: FeedState
        let time: MonotonicTime
    }

    let mailbox = Mailbox()
    private let truths: [SteadyMarket.Truth]
    private let record: Mutex<Record>

    private struct Record {
        var entries: [[Entry]]
        var violations: [String] = []
        var checks: [Int]
        var isStopped = false
        /// How much longer than it wanted to this thread has slept, at most: what the machine adds to every time.
        var stall = TimeSpan.zero
        /// Up to where each venue's truth has been seen.
        var seen: [Int]
        /// Venues whose quantities faults change, so that only prices can be judged.
        var pricesOnly = false
    }

    init(_ truths: [SteadyMarket.Truth]) {
        self.truths = truths
        let none = truths.map { _ in 0 }
        record = Mutex(Record(entries: truths.map { _ in [] }, checks: none, seen: none))
    }

    /// What a venue was worth so far.
    func entries(of slot: Int) -> [Entry] { record.withLock { $0.entries[slot] } }

    /// What was live and should not have been.
    var violations: [String] { record.withLock(\.violations) }

    /// How often a venue's live book was looked at.
    func checks(of slot: Int) -> Int { record.withLock { $0.checks[slot] } }

    /// How many changes of a venue's market its live book has followed.
    func changes(of slot: Int) -> Int { record.withLock { $0.seen[slot] } }

    /// Judges only the best prices from now on: a burst changes quantities that the market does not know of.
    func judgePricesOnly() { record.withLock { $0.pricesOnly = true } }

    /// By how much this machine was late at most.
    var stall: TimeSpan { record.withLock(\.stall) }

    func stop() {
        record.withLock { $0.isStopped = true }
        mailbox.wake.wake()
    }

    // MARK: - The thread

    /// Runs until it is stopped.
    func run(_ clients: [any MarketDataClient]) async {
        await DedicatedThread.run("judge", stop: { self.stop() }) {
            var trader = Trader(venueCount: clients.count, at: SteadyClock.now)
            var contents = Mailbox.Contents()
            var effects: [TraderEffect] = []
            while !self.record.withLock(\.isStopped) {
                self.mailbox.wake.clear()
                self.mailbox.take(into: &contents)
                trader.handle(contents.market, at: SteadyClock.now, into: &effects)
                contents.removeAll()
                for effect in effects { self.perform(effect, clients) }
                effects.removeAll()
                for slot in clients.indices { self.check(trader.consumer, slot) }
                let wanted = SteadyClock.now + .milliseconds(50)
                self.mailbox.wake.wait(until: wanted)
                let late = SteadyClock.now - wanted
                self.record.withLock { $0.stall = max($0.stall, late) }
            }
        }
    }

    private func perform(_ effect: TraderEffect, _ clients: [any MarketDataClient]) {
        switch effect {
        case .resync(let venue, let reason): clients[venue.slot].send(.resync(reason))
        case .reconnect(let venue): clients[venue.slot].send(.reconnect)
        case .stateChanged(let venue, _, let state):
            record.withLock { $0.entries[venue.slot].append(Entry(state: state, time: SteadyClock.now)) }
        default: break
        }
    }

    private func check(_ consumer: ConsumerBook, _ slot: Int) {
        guard consumer.isLive(VenueID(slot: slot)) else { return }
        let book = consumer.book(of: VenueID(slot: slot))
        let top = SteadyMarket.Truth.Top(bids: Self.levels(book, .bid), asks: Self.levels(book, .ask))
        record.withLock { record in
            record.checks[slot] += 1
            if record.pricesOnly {
                let isCrossed = (top.bids.first?.price.units ?? 0) >= (top.asks.first?.price.units ?? .max)
                if isCrossed { record.violations.append("slot \(slot) is crossed: \(top)") }
                return
            }
            if let index = truths[slot].index(of: top, from: record.seen[slot]) {
                record.seen[slot] = index
            } else {
                record.violations.append("slot \(slot) shows what never was, or is over: \(top)")
            }
        }
    }

    private static func levels(_ book: OrderBook, _ side: Side) -> [PriceLevel] {
        let five = book.topFive(side)
        return (0..<five.count).map { five[$0] }
    }
}
