import Books
import Strategy
import TestKit
import Testing

/// The strategy on the recorded market, as it was and with a fall of a tenth put in.
@Suite("The trader: quotes on the recorded market")
struct TraderReplayTests {
    /// A trader that plays the recording, and a hash of all its quotes.
    private struct Player {
        var trader: Trader
        var effects: [TraderEffect] = []
        var digest: UInt64 = 0
        var crossings = 0
        private var judged: UInt64 = 0

        init(seed: UInt64, from start: MonotonicTime) {
            var settings = StrategySettings(instrument: TraderRecording.instrument, seed: seed)
            settings.warmUp = 5
            trader = Trader(venueCount: 2, at: start, strategy: settings)
            var rules = MarketBatch()
            for slot in 0..<2 { rules.append(.listing(VenueID(slot: slot), TraderRecording.listing)) }
            trader.handle(rules, at: start, into: &effects)
            trader.handle(.strategyOn, at: start, into: &effects)
            effects = []
        }

        mutating func play(_ batch: MarketBatch, at now: MonotonicTime) {
            effects.removeAll(keepingCapacity: true)
            trader.handle(batch, at: now, into: &effects)
            for effect in effects {
                if case .quoteCrossed = effect { crossings += 1 }
            }
            for quote in trader.traderBook.bids + trader.traderBook.asks {
                digest = digest &* 1_000_003 &+ UInt64(bitPattern: quote.price.units)
                digest = digest &* 1_000_003 &+ UInt64(bitPattern: quote.quantity.units) &+ quote.id.number
            }
        }

        /// What is wrong with the quotes after a step; nil if nothing is.
        mutating func objection(at now: MonotonicTime) -> String? {
            let book = trader.traderBook
            if !book.isEmpty, trader.strategyView(at: now)?.state != .quoting { return "quotes and a reason for none" }
            guard book.version > judged else { return nil }
            judged = book.version
            guard let bestBid = trader.consumer.best(.bid), let bestAsk = trader.consumer.best(.ask) else {
                return book.isEmpty ? nil : "quotes without a market"
            }
            if let bid = book.bids.first, let ask = book.asks.first, bid.price >= ask.price { return "a bid at an ask" }
            for quotes in [book.bids, book.asks] {
                for (quote, next) in zip(quotes, quotes.dropFirst()) where quote.quantity > next.quantity {
                    return "a size that shrinks outwards"
                }
                for quote in quotes {
                    if quote.reaches(quote.side == .bid ? bestAsk : bestBid), quote.state != .crossed {
                        return "a quote through the touch that was not told of"
                    }
                    if Notional(quote.price, quote.quantity) < TraderRecording.listing.minimumNotional {
                        return "a quote that no venue takes"
                    }
                    if quote.quantity.units % TraderRecording.listing.lot.units != 0 { return "a broken lot" }
                }
                if quotes.filter({ $0.state == .crossed }).count > 1 { return "more than one client that takes" }
            }
            return nil
        }
    }

    @Test("The same market and seed give the same quotes to the last digit, and another seed gives others")
    func determinism() throws {
        let steps = try TraderRecording.steps.get()
        func digest(_ seed: UInt64) -> (digest: UInt64, crossings: Int, versions: UInt64) {
            var player = Player(seed: seed, from: steps[0].now)
            for step in steps { player.play(step.batch, at: step.now) }
            return (player.digest, player.crossings, player.trader.traderBook.version)
        }
        let first = digest(6)
        #expect(first == digest(6))
        #expect(first.digest != digest(7).digest)
        // A match every few seconds, and never more than four quote sets a second.
        #expect(first.crossings > 3)
        #expect((20...4 * 36).contains(first.versions))
    }

    @Test("When the price falls by a tenth the quotes are gone in that step, and none breaks a guard then or later")
    func shock() throws {
        let steps = try TraderRecording.steps.get()
        var player = Player(seed: 6, from: steps[0].now)
        let shockAt = steps[0].now + .seconds(15)
        var shift: Int64 = 0
        var tellsBefore = 0
        var quotedAfter = 0
        for step in steps {
            if shift == 0, step.now >= shockAt {
                let best = try #require(player.trader.consumer.best(.bid))
                shift = -best.units / 10
                #expect(!player.trader.traderBook.isEmpty)
                player.play(Self.fall(player.trader, slot: 1, by: shift), at: step.now)
                #expect(player.trader.traderBook.isEmpty)
                #expect(player.crossings == tellsBefore, "nothing is for the matcher in a market that has just fallen")
                let end = step.now + .seconds(10)
                #expect(player.trader.strategyView(at: step.now)?.state == .halted(until: end))
                player.play(Self.fall(player.trader, slot: 0, by: shift), at: step.now)
            }
            player.play(step.batch.moved(by: shift), at: step.now)
            if shift == 0 {
                tellsBefore = player.crossings
            } else if step.now < shockAt + .seconds(10) {
                #expect(player.trader.traderBook.isEmpty)
            } else if !player.trader.traderBook.isEmpty {
                quotedAfter += 1
            }
            if let objection = player.objection(at: step.now) {
                Issue.record("\(objection), \((step.now - steps[0].now).milliseconds) ms after the start")
                return
            }
        }
        #expect(quotedAfter > 0)
    }

    /// All levels of a venue's book leave and come again at prices that are `shift` higher, in one change.
    private static func fall(_ trader: Trader, slot: Int, by shift: Int64) -> MarketBatch {
        let book = trader.consumer.book(of: VenueID(slot: slot))
        func moved(_ levels: [PriceLevel]) -> [(Int64, Int64)] {
            let removed = levels.map { ($0.price.units, Int64(0)) }
            return removed + levels.map { ($0.price.units + shift, $0.quantity.units) }
        }
        var batch = MarketBatch()
        let sequence = trader.venues[slot].sequence ?? 0
        batch.book(slot, .delta, sequence, bids: moved(book.bids.top(.max)), asks: moved(book.asks.top(.max)))
        return batch
    }
}
