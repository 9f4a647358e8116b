import Books
import Testing
import Venues

/// What the session asks for by REST, and how often.
@Suite("Binance: requests")
struct BinanceRequestTests {
    private static func failure(_ words: String) -> Result<HTTPAnswer, TransportError> {
        .failure(TransportError(.timeout, words))
    }

    @Test("A connection asks for the symbol's rules at once, and for a snapshot when an event can follow it")
    func paths() throws {
        var bench = try BinanceBench.bench()
        bench.connect()
        #expect(bench.requests.map(\.path) == ["/api/v3/exchangeInfo?symbol=ETHUSDT"])
        #expect(bench.states == [.syncing])
        bench.receive(BinanceBench.depth(1, 2))
        #expect(bench.requests.map(\.path) == ["/api/v3/depth?symbol=ETHUSDT&limit=1000"])
        bench.receive(BinanceBench.depth(3, 4))
        #expect(bench.requests.isEmpty)
    }

    @Test("The rules are read once, and again only where they are not known")
    func listedOnce() throws {
        var bench = try BinanceBench.listed()
        #expect(
            bench.listings == [
                VenueListing(
                    tick: Price(units: 1),
                    lot: Quantity(units: 1),
                    minimumNotional: Notional(units: 5_000_000)
                )
            ]
        )
        bench.handle(.disconnected)
        bench.connect()
        #expect(bench.requests.isEmpty)
    }

    @Test("Snapshots that fail are asked for less and less often, and a good one ends that")
    func backOff() throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(99, 100))
        var request = try #require(bench.requests.first)
        for pause in [1, 2, 4, 8, 10, 10, 10, 10, 10] as [Int64] {
            bench.handle(.answer(request.number, Self.failure("The server did not answer.")))
            #expect(bench.notes.count == 1)
            #expect(bench.notes.first?.contains("next try in \(pause * 1_000) ms") == true)
            let early = bench.pass(TimeSpan(nanoseconds: pause * 1_000_000_000 - 1))
            #expect(early.isEmpty)
            request = try #require(bench.pass(.milliseconds(1)).compactMap(\.requested).first)
        }
        bench.answer(request.number, BinanceBench.snapshot(100))
        #expect(bench.states == [.live])
        bench.handle(.resync(.requested))
        bench.receive(BinanceBench.depth(101, 102))
        request = try #require((bench.effects.acts + bench.pass(.seconds(1))).compactMap(\.requested).first)
        bench.handle(.answer(request.number, Self.failure("x")))
        #expect(bench.notes.first?.contains("next try in 1000 ms") == true)
    }

    @Test(
        "An answer that is no snapshot is a failure like any other",
        arguments: [
            "", "{}", "[]", "<html>", #"{"lastUpdateId":5}"#, #"{"lastUpdateId":5,"bids":[["x","1"]],"asks":[]}"#,
        ]
    )
    func noSnapshot(body: String) throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(99, 100))
        bench.answer(try #require(bench.requests.first).number, body)
        #expect(bench.books.isEmpty)
        #expect(bench.states.isEmpty)
        #expect(bench.notes.count == 1)
        #expect(bench.effects.market.levels.isEmpty)
        let due = bench.pass(.seconds(1)).compactMap(\.requested)
        #expect(due.count == 1)
    }

    @Test(
        "A time that no calendar of ours shows is no measurement of the venue's clock",
        arguments: [
            (-9_223_372_036_854, false), (-1, false), (0, true), (1_790_000_000_000, true), (4_611_686_018_427, true),
            (4_611_686_018_428, false), (.max, false),
        ] as [(Int64, Bool)]
    )
    func foreignTime(milliseconds: Int64, isTaken: Bool) throws {
        var bench = try BinanceBench.bench()
        bench.connect()
        bench.answer(try #require(bench.timeRequest), #"{"serverTime":\#(milliseconds)}"#)
        #expect((bench.session.clock != nil) == isTaken)
    }

    @Test(
        "The pause that the venue asks for is kept, through resyncs and connections, whatever it says",
        arguments: [
            ("30", 30), ("3600", 3_600), ("0", 1), ("-5", 10), ("99999999999999999", 259_200), ("Wed, 21 Oct", 10),
            ("", 10),
        ] as [(String, Int64)]
    )
    func retryAfter(value: String, pause: Int64) throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(99, 100))
        let request = try #require(bench.requests.first)
        bench.answer(request.number, "{}", status: 429, headers: [HTTPHeader("retry-after", value)])
        #expect(bench.notes.first?.contains("HTTP status 429") == true)
        bench.handle(.resync(.crossed))
        bench.receive(BinanceBench.depth(101, 102))
        bench.handle(.disconnected)
        bench.connect()
        bench.receive(BinanceBench.depth(103, 104))
        #expect(bench.requests.isEmpty)
        let early = bench.pass(TimeSpan(nanoseconds: pause * 1_000_000_000 - 1)).compactMap(\.requested)
        #expect(early.isEmpty)
        let due = bench.pass(.milliseconds(1)).compactMap(\.requested)
        #expect(due.count == 1)
    }

    @Test("However often the book is lost, snapshots stay within half of the venue's budget")
    func budget() throws {
        var bench = try BinanceBench.listed()
        var times: [MonotonicTime] = []
        for number in UInt64(1)...2_000 {
            bench.receive(BinanceBench.depth(number * 10, number * 10))
            if !bench.requests.isEmpty { times.append(bench.now) }
            if let request = bench.requests.first, number % 3 == 0 {
                bench.answer(request.number, BinanceBench.snapshot(number * 10))
            }
            switch number % 7 {
            case 0: bench.handle(.resync(.crossed))
            case 3:
                bench.handle(.disconnected)
                bench.connect()
            case 5: bench.receive("{")
            default: break
            }
            let before = bench.now
            if !bench.pass(.milliseconds(50)).compactMap(\.requested).isEmpty { times.append(before) }
        }
        #expect(times.count > 50)
        #expect(times.count <= 101)
        for (first, last) in zip(times, times.dropFirst()) { #expect(last - first >= .milliseconds(950)) }
    }

    @Test("The answer to a request that is not waited for any more changes nothing")
    func abandoned() throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(99, 100))
        let request = try #require(bench.requests.first)
        bench.handle(.resync(.requested))
        bench.answer(request.number, BinanceBench.snapshot(100))
        #expect(bench.effects.market.isEmpty)
        #expect(bench.effects.acts.isEmpty)
        bench.answer(RequestNumber(999), BinanceBench.snapshot(100))
        #expect(bench.effects.market.isEmpty)
    }

    @Test("A snapshot that came before the first event is fetched again, in its turn")
    func refetch() throws {
        var bench = try BinanceBench.listed()
        bench.receive(BinanceBench.depth(157, 160))
        bench.answer(try #require(bench.requests.first).number, BinanceBench.snapshot(150))
        #expect(bench.books.isEmpty)
        #expect(bench.notes.first?.contains("older than the first buffered event (157)") == true)
        #expect(bench.effects.market.levels.isEmpty)
        let request = try #require(bench.pass(.seconds(1)).compactMap(\.requested).first)
        bench.answer(request.number, BinanceBench.snapshot(158))
        #expect(bench.books.map(\.sequence) == [158, 160])
    }
}
