import Books
import TestKit
import Testing
import Venues

/// The whole session: what is published, and what the book is worth.
@Suite("Binance: the session")
struct BinanceSessionTests {
    @Test("The three streams of the symbol are asked for in the address")
    func endpoint() throws {
        let session = try BinanceBench.session()
        #expect(session.endpoint.path == "/stream?streams=ethusdt@depth@100ms/ethusdt@bookTicker/ethusdt@trade")
        #expect(session.endpoint.host == "stream.example")
        #expect(session.capabilities.snapshotSource == .restSplice)
        #expect(session.capabilities.continuity == .range)
    }

    @Test("Each documented case leads to exactly the documented updates", arguments: try SyncCase.of("binance"))
    func cases(one: SyncCase) throws {
        var bench = try BinanceBench.listed()
        var snapshots = try #require(one.input["snapshots"]?.array).compactMap { $0.integer.map { UInt64($0) } }
        var words: [String] = []
        var request: RequestNumber?
        func note() {
            for event in bench.effects.market.events {
                switch event {
                case .book(let update): words.append("\(update.kind) \(update.sequence)")
                case .state(_, let state, _): words.append("\(state)")
                case .top, .trade, .listing, .heard, .timing: continue
                }
            }
            request = bench.requests.first?.number ?? request
        }
        for step in try #require(one.input["stream"]?.array) {
            if let numbers = step.array?.compactMap({ $0.integer.map { UInt64($0) } }) {
                bench.receive(BinanceBench.depth(numbers[0], numbers[1]))
                note()
                continue
            }
            while !snapshots.isEmpty, !words.contains("live") {
                bench.answer(try #require(request), BinanceBench.snapshot(snapshots.removeFirst()))
                request = nil
                note()
                request = bench.pass(.seconds(1)).compactMap(\.requested).first?.number ?? request
            }
        }
        #expect(words == Self.published(one.decisions))
    }

    /// What has to be published for the decisions of a case.
    private static func published(_ decisions: [String]) -> [String] {
        var words: [String] = []
        for (index, decision) in decisions.enumerated() {
            let parts = decision.split(separator: " ")
            let numbers = parts.dropFirst().flatMap { $0.split(separator: "-") }.compactMap { UInt64($0) }
            switch parts[0] {
            case "accept": words.append("snapshot \(numbers[0])")
            case "apply": words.append("delta \(numbers[1])")
            case "gap":
                let reason = ResyncReason.gap(expected: numbers[2] + 1, received: numbers[0])
                words.append("\(FeedState.resyncing(reason))")
            default: break
            }
            // The book is live behind the snapshot and the buffered events, those that were buffered before it.
            let buffered = decisions.prefix { !$0.hasPrefix("accept") }.count { $0.hasPrefix("buffer") }
            let accepted = decisions.firstIndex { $0.hasPrefix("accept") } ?? 0
            if index == accepted + buffered { words.append("live") }
        }
        return words
    }

    @Test("The book is live with the snapshot and the events that follow it, levels and times included")
    func splice() throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(99, 100, bids: #"["10.00","9"]"#))
        bench.receive(BinanceBench.depth(101, 103, bids: #"["10.50","3"],["10.00","0"]"#, asks: #"["11.50","4"]"#))
        #expect(bench.books.isEmpty)
        bench.answer(RequestNumber(2), BinanceBench.snapshot(100))
        #expect(bench.books.map(\.kind) == [.snapshot, .delta])
        #expect(bench.books.map(\.sequence) == [100, 103])
        #expect(bench.books[1].exchangeTime == WallTime(nanoseconds: 1_723_161_255_308_000_000))
        #expect(bench.books.allSatisfy { $0.depth == nil })
        #expect(bench.states == [.live])
        #expect(bench.judge.book.bids.top(5).map(\.price.units) == [1_050])
        #expect(bench.judge.book.asks.top(5).map(\.price.units) == [1_100, 1_150])
        bench.receive(BinanceBench.depth(104, 104, bids: #"["10.60","1"]"#))
        #expect(bench.judge.book.bids.best?.price.units == 1_060)
        #expect(bench.states.isEmpty)
    }

    @Test("A gap loses the book, keeps the event that showed it, and a new snapshot heals it")
    func gap() throws {
        var bench = try BinanceBench.live()
        bench.receive(BinanceBench.depth(103, 104, bids: #"["10.20","5"]"#))
        #expect(bench.states == [.resyncing(.gap(expected: 101, received: 103))])
        #expect(bench.books.isEmpty)
        let request = try #require(bench.pass(.seconds(2)).compactMap(\.requested).first)
        bench.receive(BinanceBench.depth(105, 106))
        bench.answer(request.number, BinanceBench.snapshot(103))
        #expect(bench.books.map(\.sequence) == [103, 104, 106])
        #expect(bench.states == [.live])
        #expect(bench.judge.book.bids.best?.price.units == 1_020)
    }

    @Test("A gap among the buffered events throws the splice away and keeps the events behind the gap")
    func bufferedGap() throws {
        var bench = try BinanceBench.listed()
        for (first, last) in [(99, 100), (101, 102), (105, 106), (107, 108)] as [(UInt64, UInt64)] {
            bench.receive(BinanceBench.depth(first, last))
        }
        bench.answer(RequestNumber(2), BinanceBench.snapshot(100))
        #expect(bench.states == [.resyncing(.gap(expected: 103, received: 105))])
        let request = try #require(bench.pass(.seconds(2)).compactMap(\.requested).first)
        bench.receive(BinanceBench.depth(109, 110))
        bench.answer(request.number, BinanceBench.snapshot(106))
        #expect(bench.books.map(\.sequence) == [106, 108, 110])
        #expect(bench.states == [.live])
    }

    @Test("Tops and trades pass on as they come, while the book is still on its way too")
    func passing() throws {
        var bench = try BinanceBench.bench()
        bench.connect()
        bench.receive(#"{"u":400900217,"s":"ETHUSDT","b":"25.35","B":"31.21","a":"25.36","A":"40.66"}"#)
        guard case .top(let top) = bench.effects.market.events.first else {
            Issue.record("\(bench.effects.market)")
            return
        }
        #expect(top.sequence == 400_900_217)
        bench.receive(#"{"e":"trade","E":1,"s":"ETHUSDT","t":1,"p":"1","q":"1","T":1,"m":true}"#)
        guard case .trade = bench.effects.market.events.first else {
            Issue.record("\(bench.effects.market)")
            return
        }
    }

    @Test(
        "Messages of no use leave nothing behind",
        arguments: [
            #"{"result":null,"id":1}"#, #"{"lastUpdateId":500,"bids":[["1","1"]],"asks":[]}"#,
            #"{"e":"depthUpdate","s":"BTCUSDT","U":101,"u":102,"b":[["1","1"]],"a":[]}"#,
        ]
    )
    func noUse(text: String) throws {
        var bench = try BinanceBench.live()
        bench.receive(text)
        #expect(bench.effects.market.isEmpty)
        #expect(bench.effects.market.levels.isEmpty)
        #expect(bench.effects.acts.isEmpty)
        bench.receive(BinanceBench.depth(101, 101))
        #expect(bench.books.map(\.sequence) == [101])
    }

    @Test("A message that cannot be read loses the book at once, with a note that says why")
    func unreadable() throws {
        var bench = try BinanceBench.live()
        bench.receive(#"{"e":"depthUpdate","s":"ETHUSDT","U":101,"u":101,"b":[["1.001","1"]],"a":[]}"#)
        #expect(bench.states == [.resyncing(.unreadable)])
        #expect(bench.notes.first?.contains("finer than the instrument's unit") == true)
        #expect(bench.effects.market.levels.isEmpty)
    }

    @Test("An announced end is passed on with the book still live, and a refused request ends the connection")
    func ends() throws {
        var bench = try BinanceBench.live()
        bench.receive(#"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}"#)
        #expect(bench.effects.acts == [.ending("Binance announced its end (serverShutdown)")])
        #expect(bench.states.isEmpty)
        bench.receive(#"{"code":2,"msg":"Invalid request: unknown stream","id":1}"#)
        #expect(bench.disconnect == .refused("Binance refused a request: Invalid request: unknown stream (error 2)"))
    }

    @Test("A resync that the trader asks for begins the splice again, and nothing is published from the old one")
    func resync() throws {
        var bench = try BinanceBench.live()
        bench.handle(.resync(.crossed))
        #expect(bench.states == [.resyncing(.crossed)])
        bench.receive(BinanceBench.depth(101, 102))
        #expect(bench.books.isEmpty)
        let request = try #require(bench.pass(.seconds(2)).compactMap(\.requested).first)
        bench.answer(request.number, BinanceBench.snapshot(101))
        #expect(bench.books.map(\.sequence) == [101, 102])
        #expect(bench.states == [.live])
    }

    @Test("Nothing is asked for and nothing said while there is no connection")
    func disconnected() throws {
        var bench = try BinanceBench.live()
        bench.handle(.disconnected)
        #expect(bench.effects.acts.isEmpty)
        #expect(bench.effects.market.isEmpty)
        bench.handle(.resync(.topMismatch))
        #expect(bench.effects.market.isEmpty)
        #expect(bench.session.deadline == nil)
    }

    @Test("A symbol of which no depth comes is named as the likely mistake before silence is")
    func unknownSymbol() throws {
        var bench = try BinanceBench.listed()
        let acts = bench.pass(.seconds(4))
        let cause = "Binance sent no depth of ETHUSDT for 4 s after the subscription: check the symbol"
        #expect(acts.contains(.disconnect(.refused(cause))))
        var live = try BinanceBench.live()
        let later = live.pass(.seconds(600))
        #expect(later.isEmpty)
    }

    @Test("Events that wait for too long for a snapshot begin the splice anew instead of filling the memory")
    func overflow() throws {
        var bench = try BinanceBench.listed()
        let levels = Array(repeating: #"["9.00","1"]"#, count: 50_000).joined(separator: ",")
        var said: [FeedState] = []
        for number in UInt64(1)...21 {
            bench.receive(BinanceBench.depth(number, number, bids: levels))
            said += bench.states
        }
        #expect(said == [.resyncing(.overflow)])
        #expect(bench.effects.market.levels.isEmpty)
    }
}
