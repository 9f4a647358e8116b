import Books
import TestKit
import Testing
import Venues

/// Messages of Binance as values.
@Suite("Binance: messages")
struct BinanceDecoderTests {
    /// A message with its levels in it.
    enum Plain: Equatable {
        case depth(BinanceDepthSync.Event, time: Int64?, bids: [[Int64]], asks: [[Int64]])
        case snapshot(UInt64, bids: [[Int64]], asks: [[Int64]])
        case top(UInt64, [Int64])
        case trade(Trade)
        case shutdown
        case failure(Int64, String)
        case other
        case refused(WireError)
    }

    /// Decodes behind levels that are there already, and checks that those stay as they are.
    static func decode(_ bytes: [UInt8]) -> Plain {
        let known = PriceLevel(price: Price(units: 7), quantity: Quantity(units: 8))
        var levels = [known, known]
        let plain: Plain
        do {
            let message = try BinanceDecoder(feed: BinanceBench.feed).decode(bytes.span, levels: &levels)
            plain = self.plain(message, levels)
        } catch {
            plain = .refused(error)
            #expect(levels.count == 2)
        }
        #expect(levels.prefix(2) == [known, known])
        return plain
    }

    static func decode(_ text: String) -> Plain {
        decode([UInt8](text.utf8))
    }

    private static func plain(_ message: BinanceMessage, _ levels: [PriceLevel]) -> Plain {
        func side(_ range: Range<Int>) -> [[Int64]] {
            levels[range].map { [$0.price.units, $0.quantity.units] }
        }
        return switch message {
        case .depth(let event, let time, let bids, let asks):
            .depth(event, time: time?.nanoseconds, bids: side(bids), asks: side(asks))
        case .snapshot(let last, let bids, let asks):
            .snapshot(last, bids: side(bids), asks: side(asks))
        case .top(let top):
            .top(
                top.sequence,
                [top.bid.price.units, top.bid.quantity.units, top.ask.price.units, top.ask.quantity.units]
            )
        case .trade(let trade): .trade(trade)
        case .shutdown: .shutdown
        case .failure(let code, let text): .failure(code, text)
        case .other: .other
        }
    }

    static let depth = Plain.depth(
        BinanceDepthSync.Event(first: 157, last: 160, previous: 150),
        time: 1_672_515_782_136_000_000,
        bids: [[24, 100_000], [25, 0]],
        asks: [[268_381, 314_395]]
    )

    /// The same depth event in every form that it may have.
    static let depthTexts = [
        #"{"e":"depthUpdate","E":1672515782136,"s":"ETHUSDT","U":157,"u":160,"pu":150,"#
            + #""b":[["0.24","10"],["0.25","0.00000000"]],"a":[["2683.81000000","31.43950000"]]}"#,
        #"{"stream":"ethusdt@depth@100ms","data":{"e":"depthUpdate","E":1672515782136,"s":"ETHUSDT","U":157,"u":160,"#
            + #""pu":150,"b":[["0.24","10"],["0.25","0"]],"a":[["2683.81","31.4395"]]}}"#,
        #"{ "data" : { "a":[[2683.81,31.4395,"0"]], "b":[["0.24","10",[]],["0.25","0"]], "pu":150,"u":160, "U":157,"#
            + #" "s":"ETHUSDT","E":1672515782136,"e":"depthUpdate" } , "stream" : "x", "more":[{}] } "#,
        #"{"T":1,"new":{"b":[1]},"u":160,"a":[["2683.81","31.4395"]],"E":1672515782136,"x":null,"U":157,"pu":150,"#
            + #""b":[["0.24","10"],["0.25","0"]],"s":"ETHUSDT","e":"depthUpdate","longName":"y"}"#,
    ]

    @Test(
        "A depth event is the same in the raw and the combined form and in any order of members",
        arguments: depthTexts
    )
    func depthForms(text: String) {
        #expect(Self.decode(text) == Self.depth)
    }

    @Test("Every recorded message of spot is read")
    func spot() throws {
        let plain = try Recorded.binanceSpot().map { Self.decode($0) }
        #expect(plain.first == .top(35_346_513_501, [268_380, 30_292, 268_381, 314_395]))
        #expect(plain.count { if case .depth = $0 { true } else { false } } == 4)
        #expect(plain.count { if case .top = $0 { true } else { false } } == 4)
        #expect(plain.count { if case .trade = $0 { true } else { false } } == 4)
        guard case .snapshot(35_346_513_512, let bids, let asks) = plain[5] else {
            Issue.record("\(plain[5])")
            return
        }
        #expect(bids.count == 20 && asks.count == 20)
        #expect(bids.first == [268_380, 30_292])
    }

    @Test("Every recorded message of the futures is read, predecessors too")
    func futures() throws {
        let plain = try Recorded.binanceFutures().map { Self.decode($0) }
        #expect(plain.first == .top(5_123_107_838_717, [268_162, 11_650, 268_163, 730_770]))
        let previous = plain.compactMap { message -> UInt64? in
            guard case .depth(let event, _, _, _) = message else { return nil }
            return event.previous
        }
        #expect(previous.count == 2)
        #expect(!plain.contains(.other))
    }

    @Test("Who sold is told by whether the buyer was the maker", arguments: [(true, TradeSide.sell), (false, .buy)])
    func trades(buyerIsMaker: Bool, side: TradeSide) {
        let text =
            #"{"e":"trade","E":1672515782137,"s":"ETHUSDT","t":12345,"p":"0.05","q":"100","T":1672515782136,"#
            + #""m":\#(buyerIsMaker),"M":true}"#
        let trade = Trade(
            venue: BinanceBench.feed.venue,
            price: Price(units: 5),
            quantity: Quantity(units: 1_000_000),
            side: side,
            identifier: 12_345,
            exchangeTime: WallTime(nanoseconds: 1_672_515_782_136_000_000)
        )
        #expect(Self.decode(text) == .trade(trade))
    }

    @Test(
        "What the console has no use for is told apart",
        arguments: [
            (#"{"result":null,"id":1}"#, .other),
            (#"{"e":"aggTrade","s":"ETHUSDT","p":"1","q":"1"}"#, .other),
            (#"{"e":"depthUpdate","s":"BTCUSDT","U":1,"u":2,"b":[],"a":[]}"#, .other),
            (#"{"e":"depthUpdate","s":"ethusdt","U":1,"u":2,"b":[],"a":[]}"#, .other),
            (#"{"e":"depthUpdate","s":"ETHUSDT","U":3,"u":2,"b":[],"a":[]}"#, .other),
            (#"{"e":"depthUpdate","s":"ETHUSDT","u":2,"b":[],"a":[]}"#, .other),
            (#"{"e":"depthUpdate","s":"ETHUSDT","U":1,"u":2,"b":[]}"#, .other),
            (#"{"e":"trade","s":"ETHUSDT","p":"1"}"#, .other),
            (#"{"u":1,"s":"ETHUSDT","b":"1","B":"1","a":"2"}"#, .other),
            (#"{"e":"serverShutdown","E":1}"#, .shutdown),
            (#"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1}}"#, .shutdown),
            (#"{"code":2,"msg":"Invalid request","id":1}"#, .failure(2, "Invalid request")),
            (#"{"code":-1121}"#, .failure(-1_121, "")),
            ("{}", .refused(.missing("data"))),
            (#"{"stream":"ethusdt@trade"}"#, .refused(.missing("data"))),
        ] as [(String, Plain)]
    )
    func others(text: String, plain: Plain) {
        #expect(Self.decode(text) == plain)
    }

    /// What comes before the levels of a broken message.
    static let opening = #"{"e":"depthUpdate","s":"ETHUSDT","U":1,"b":["#

    @Test(
        "A level that cannot be counted refuses the message with the reason and its place",
        arguments: [
            (#"["1.001","1"]"#, .number(.finerThanUnit, at: opening.utf8.count + 2)),
            (#"["1e30","1"]"#, .number(.outOfRange, at: opening.utf8.count + 2)),
            (#"["","1"]"#, .number(.notANumber, at: opening.utf8.count + 2)),
            (#"[]"#, .number(.notANumber, at: opening.utf8.count + 1)),
            (#"["1"]"#, .unexpected(at: opening.utf8.count + 4)),
            (#"["-1","1"]"#, .number(.outOfRange, at: opening.utf8.count + 9)),
            (#"["1","-1"]"#, .number(.outOfRange, at: opening.utf8.count + 9)),
            (#"1"#, .unexpected(at: opening.utf8.count)),
        ] as [(String, WireError)]
    )
    func brokenLevels(level: String, error: WireError) {
        #expect(Self.decode(Self.opening + level + #"],"a":[]}"#) == .refused(error))
    }

    @Test(
        "A time far outside ours is no time, and never traps",
        arguments: [
            ("0", 0), ("-1", nil), ("4611686018427", 4_611_686_018_427_000_000), ("4611686018428", nil),
            ("9223372036854775807", nil), ("-9223372036854775807", nil),
        ] as [(String, Int64?)]
    )
    func times(text: String, time: Int64?) {
        let message = #"{"e":"depthUpdate","E":\#(text),"s":"ETHUSDT","U":1,"u":2,"b":[],"a":[]}"#
        let event = BinanceDepthSync.Event(first: 1, last: 2)
        #expect(Self.decode(message) == .depth(event, time: time, bids: [], asks: []))
    }

    @Test("No beginning of a recorded message is taken, and no level of it stays")
    func truncations() throws {
        for message in try Recorded.binanceSpot() + Recorded.binanceFutures() {
            for length in 0..<message.count {
                guard case .refused = Self.decode(Array(message.prefix(length))) else {
                    Issue.record("taken: \(String(decoding: message.prefix(length), as: UTF8.self))")
                    continue
                }
            }
        }
    }

    @Test("A recorded message with a byte changed is a message or refused, and never traps")
    func mutations() throws {
        let messages = try Recorded.binanceSpot() + Recorded.binanceFutures()
        forEachSeed(1...2_500) { _, generator in
            var message = generator.pick(messages)
            for _ in 0..<generator.pick(1...3) {
                let index = generator.pick(0...message.count - 1)
                message[index] =
                    generator.oneIn(2) ? generator.pick([UInt8]("\"[]{},:-.0e9".utf8)) : generator.pick(0...255)
            }
            if Self.decode(message) == .refused(.truncated(at: -1)) { Issue.record("a place before the beginning") }
        }
    }
}
