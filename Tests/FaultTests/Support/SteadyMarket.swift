import Books
import Simulator
import Synchronization
import TestKit

/// A market without end, ten changes a second, and the memory of every state that its book was in.
struct SteadyMarket: RecordedMarket {
    private let truth: Truth
    private var random: SplitMix64
    private var bids: [Int64: Int64] = [:]
    private var asks: [Int64: Int64] = [:]
    private var middle: Int64 = 268_000
    private var lastID: Int64 = 1_000
    private var time: Int64 = 0
    private var waiting: [(WallTime, String)] = []

    /// The book's states, in order.
    final class Truth: Sendable {
        private let tops = Mutex<[Top]>([])

        /// The five best levels of both sides, the best first, in cents and in 10^-8.
        struct Top: Sendable, Equatable {
            let bids: [PriceLevel]
            let asks: [PriceLevel]
        }

        /// Notes the next state.
        func append(_ top: Top) { tops.withLock { $0.append(top) } }

        /// The first state from `start` on that is this one.
        func index(of top: Top, from start: Int) -> Int? {
            tops.withLock { tops in tops[min(start, tops.count)...].firstIndex(of: top) }
        }
    }

    init(_ truth: Truth, seed: UInt64) {
        self.truth = truth
        random = SplitMix64(seed: seed)
        for rank in 0..<Int64(30) {
            bids[middle - rank] = quantity()
            asks[middle + 1 + rank] = quantity()
        }
        noteState()
        waiting.append(
            (WallTime(nanoseconds: 0), "{\"lastUpdateId\":1000,\"bids\":\(text(bids)),\"asks\":\(text(asks))}")
        )
    }

    mutating func next(into payload: inout [UInt8]) throws(MarketError) -> WallTime? {
        if waiting.isEmpty { move() }
        let (time, message) = waiting.removeFirst()
        payload = Array(message.utf8)
        return time
    }

    mutating func rewind() throws(MarketError) {
        throw .unreadable("a market without end does not begin again")
    }

    // MARK: - Parts

    /// With six decimals at most: times a price of two that is an amount of eight, as venues keep them.
    private mutating func quantity() -> Int64 { random.pick(1...900_000) * 100 }

    /// Makes the next change: the middle may step, levels appear, change and go.
    private mutating func move() {
        time += 100_000_000
        lastID += random.pick(1...5)
        var changed: (bids: [Int64: Int64], asks: [Int64: Int64]) = ([:], [:])
        middle += random.pick(-1...1)
        for price in bids.keys where price > middle { changed.bids[price] = 0 }
        for price in asks.keys where price <= middle { changed.asks[price] = 0 }
        changed.bids[middle] = quantity()
        changed.asks[middle + 1] = quantity()
        for _ in 0..<4 {
            changed.bids[middle - random.pick(1...29)] = random.oneIn(3) ? 0 : quantity()
            changed.asks[middle + 1 + random.pick(1...29)] = random.oneIn(3) ? 0 : quantity()
        }
        for (price, quantity) in changed.bids { bids[price] = quantity == 0 ? nil : quantity }
        for (price, quantity) in changed.asks { asks[price] = quantity == 0 ? nil : quantity }
        noteState()
        waiting.append((WallTime(nanoseconds: time), tickerText()))
        let depth =
            "{\"stream\":\"ethusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"ETHUSDT\",\"u\":\(lastID),"
            + "\"b\":\(text(changed.bids)),\"a\":\(text(changed.asks))}}"
        waiting.append((WallTime(nanoseconds: time), depth))
    }

    private func tickerText() -> String {
        "{\"stream\":\"ethusdt@bookTicker\",\"data\":{\"u\":\(lastID),\"s\":\"ETHUSDT\","
            + "\"b\":\(price(middle)),\"B\":\(amount(bids[middle, default: 0])),"
            + "\"a\":\(price(middle + 1)),\"A\":\(amount(asks[middle + 1, default: 0]))}}"
    }

    private func noteState() {
        let best = { (side: [Int64: Int64], isBid: Bool) in
            side.keys.sorted { isBid ? $0 > $1 : $0 < $1 }.prefix(5).map { price in
                PriceLevel(price: Price(units: price), quantity: Quantity(units: side[price, default: 0]))
            }
        }
        truth.append(Truth.Top(bids: best(bids, true), asks: best(asks, false)))
    }

    private func text(_ levels: [Int64: Int64]) -> String {
        "[" + levels.keys.sorted().map { "[\(price($0)),\(amount(levels[$0, default: 0]))]" }.joined(separator: ",")
            + "]"
    }

    private func price(_ cents: Int64) -> String {
        "\"\(DecimalText.text(cents, unit: DecimalUnit(decimals: 2)))\""
    }

    private func amount(_ units: Int64) -> String {
        "\"\(DecimalText.text(units, unit: DecimalUnit(decimals: 8)))\""
    }
}
