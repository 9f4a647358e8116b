import Books
import TestKit
import Testing
import Venues

/// A stream that is cut, changed, shuffled and repeated: the book is right or it is not live.
@Suite("Binance: hostile streams")
struct BinanceHostileTests {
    @Test("A session that is given every beginning of a message loses the book and heals", arguments: [0, 1])
    func truncations(offset: Int) throws {
        var bench = try BinanceBench.live()
        let message = [UInt8](BinanceBench.depth(101, 102, bids: #"["10.10","1"]"#, asks: #"["12.00","1"]"#).utf8)
        for length in stride(from: offset, to: message.count, by: 2) {
            bench.receive(Array(message.prefix(length)))
            #expect(bench.states == [.resyncing(.unreadable)], "\(length)")
            #expect(bench.books.isEmpty)
        }
        bench.receive(message)
        let acts = bench.effects.acts + bench.pass(.seconds(2))
        bench.answer(try #require(acts.compactMap(\.requested).first).number, BinanceBench.snapshot(101))
        #expect(bench.states == [.live])
    }

    /// The numbers of an update beside the book that has to follow from them.
    private struct Twin {
        var last: UInt64?
        var isLive = false

        /// What the updates and states of a step break of the documented numbering; `message` is what was received.
        mutating func objection(_ events: [MarketEvent], to message: [UInt8]) -> String? {
            let tree = JSONReading.tree(message)
            for event in events {
                switch event {
                case .book(let update) where update.kind == .snapshot:
                    last = update.sequence
                case .book(let update):
                    guard let known = last, update.sequence > known else { return "a change without progress" }
                    // Outside a splice the update is the message itself, and has to continue the book.
                    if isLive {
                        guard let first = tree?["U"]?.integer, tree?["u"]?.integer == Int64(update.sequence),
                            first <= known + 1
                        else { return "\(update.sequence) does not follow \(known)" }
                    }
                    last = update.sequence
                case .state(_, let state, _):
                    isLive = state.isLive
                    if state.losesBook { last = nil }
                case .top, .trade, .listing, .heard, .timing:
                    continue
                }
            }
            return nil
        }
    }

    @Test("A stream with lost, doubled, swapped and damaged events never makes a book that its numbers do not prove")
    func faults() throws {
        forEachSeed(1...150) { seed, generator in
            var bench = try BinanceBench.listed()
            var twin = Twin()
            var next = UInt64(100)
            var request: RequestNumber?
            func judge(_ message: [UInt8], _ step: Int) {
                let objection = twin.objection(bench.effects.market.events, to: message)
                #expect(objection == nil, "seed \(seed), step \(step)")
                request = bench.requests.first?.number ?? request
            }
            for step in 0..<80 {
                let first = next - (generator.oneIn(20) ? 3 : 0)
                let last = first + generator.pick(0...3)
                next = last + 1
                var message = [UInt8](BinanceBench.depth(first, last, bids: #"["\(step % 9 + 1).00","1"]"#).utf8)
                let fault = generator.pick(0...24)
                switch fault {
                case 0: continue
                case 1: message[generator.pick(0...message.count - 1)] = generator.pick(0...255)
                case 2: message = Array(message.prefix(generator.pick(0...message.count)))
                case 3: bench.handle(.resync(.requested))
                case 4:
                    bench.handle(.disconnected)
                    bench.connect()
                default: break
                }
                if fault == 3 || fault == 4 { judge([], step) }
                for _ in 0..<(fault == 5 ? 2 : 1) {
                    bench.receive(message)
                    judge(message, step)
                }
                for act in bench.pass(.milliseconds(300)) { request = act.requested?.number ?? request }
                if let number = request, generator.oneIn(3) {
                    request = nil
                    bench.answer(number, BinanceBench.snapshot(generator.oneIn(4) ? next - 30 : next - 2))
                    judge([], step)
                }
            }
        }
    }

    @Test("Random bytes are never more than noise to the session")
    func noise() throws {
        var bench = try BinanceBench.listed()
        forEachSeed(1...1_500) { seed, generator in
            let pieces = [
                "{", "}", "[", "]", "\"", ":", ",", "\"b\"", "\"U\"", "\"data\"", "1", "-", "\\", " ", "\"s\"",
            ]
            let text = (0..<generator.pick(0...20)).map { _ in generator.pick(pieces) }.joined()
            bench.receive(text)
            #expect(bench.books.isEmpty, "seed \(seed): \(text)")
        }
    }
}
